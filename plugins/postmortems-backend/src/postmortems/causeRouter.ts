import {
  acceptUndeterminedSchema,
  decideCauseSchema,
  postmortemUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { CauseDecisionService } from './CauseDecisionService';
import type { PostmortemService } from './PostmortemService';

export function causeRouter(options: {
  context: RequestContext;
  postmortems: PostmortemService;
  causes: CauseDecisionService;
}) {
  const { context, postmortems, causes } = options;
  const router = Router();

  router.post('/postmortems/:id/causes/:claimId/decision', async (req, res) => {
    const { id, claimId } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    const decision = parse(decideCauseSchema, req.body);
    await postmortems.requireWritable({ id, ...callers });
    const { caller } = callers;
    await context.audited(
      req,
      'postmortem-decide-cause',
      { postmortemId: id, claimId, outcome: decision.outcome },
      () => causes.decide({ id, claimId, decision, caller }),
    );
    res.json(await postmortems.get({ id, caller: callers.reader }));
  });

  router.post('/postmortems/:id/undetermined', async (req, res) => {
    const { id } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    const acceptance = parse(acceptUndeterminedSchema, req.body);
    await postmortems.requireWritable({ id, ...callers });
    const { caller } = callers;
    await context.audited(
      req,
      'postmortem-accept-undetermined',
      { postmortemId: id, accepted: String(acceptance.reason !== null) },
      () => causes.acceptUndetermined({ id, acceptance, caller }),
    );
    res.json(await postmortems.get({ id, caller: callers.reader }));
  });

  return router;
}
