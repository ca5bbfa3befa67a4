import {
  editBlockSchema,
  retrospectiveUpdatePermission,
  transitionSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse } from '../input';
import type {
  EditingService,
  RetrospectiveService,
  ReviewService,
} from '../retrospectives';
import type { RequestContext } from './RequestContext';

export function editingRoutes(options: {
  context: RequestContext;
  retrospectives: RetrospectiveService;
  editing: EditingService;
  review: ReviewService;
}) {
  const { context, retrospectives, editing, review } = options;
  const router = Router();

  router.put('/retrospectives/:id/blocks/:blockId', async (req, res) => {
    const { id, blockId } = req.params;
    const callers = await context.writer(req, retrospectiveUpdatePermission);
    const edit = parse(editBlockSchema, req.body);
    await retrospectives.requireWritable({ id, ...callers });
    const { caller } = callers;
    await context.audited(
      req,
      'retrospective-edit',
      { retrospectiveId: id, blockId },
      () => editing.editBlock({ id, blockId, edit, caller }),
    );
    res.json(await retrospectives.get({ id, caller: callers.reader }));
  });

  router.post('/retrospectives/:id/regenerate', async (req, res) => {
    const { id } = req.params;
    const callers = await context.writer(req, retrospectiveUpdatePermission);
    await context.audited(
      req,
      'retrospective-regenerate',
      { retrospectiveId: id },
      () => retrospectives.regenerate({ id, ...callers }),
    );
    res.json(await retrospectives.get({ id, caller: callers.reader }));
  });

  router.post('/retrospectives/:id/transitions', async (req, res) => {
    const { id } = req.params;
    const callers = await context.writer(req, retrospectiveUpdatePermission);
    const transition = parse(transitionSchema, req.body);
    await retrospectives.requireWritable({ id, ...callers });
    const { caller } = callers;
    await context.audited(
      req,
      'retrospective-transition',
      { retrospectiveId: id, to: transition.to },
      () => review.transition({ id, transition, caller }),
    );
    res.json(await retrospectives.get({ id, caller: callers.reader }));
  });

  return router;
}
