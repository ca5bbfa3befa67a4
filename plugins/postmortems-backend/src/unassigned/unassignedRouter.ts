import {
  assignEvidenceSchema,
  dismissEvidenceSchema,
  incidentUpdatePermission,
  listUnassignedEvidenceQuerySchema,
  sourceReadPermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { UnassignedService } from './UnassignedService';

/** Evidence that belongs to no incident yet, for administrators. */
export function unassignedRouter(options: {
  context: RequestContext;
  unassigned: UnassignedService;
  /**
   * Whether a policy decides who may see it. Without one everybody has every
   * permission, and what comes from private channels stays hidden.
   */
  hasPolicy: boolean;
}) {
  const { context, unassigned, hasPolicy: withRestricted } = options;
  const router = Router();

  router.get('/unassigned-evidence', async (req, res) => {
    await context.caller(req, sourceReadPermission);
    const query = parse(listUnassignedEvidenceQuerySchema, req.query);
    res.json(await unassigned.list({ query, withRestricted }));
  });

  router.post('/unassigned-evidence/dismiss', async (req, res) => {
    const { actor } = await context.caller(req, sourceReadPermission);
    const { ids } = parse(dismissEvidenceSchema, req.body);
    const dismissed = await context.audited(
      req,
      'unassigned-evidence-dismiss',
      { offers: String(ids.length) },
      () => unassigned.dismiss({ ids, withRestricted, actor }),
    );
    res.json(dismissed);
  });

  router.post('/incidents/:key/assigned-evidence', async (req, res) => {
    const { key } = req.params;
    await context.caller(req, sourceReadPermission);
    const callers = await context.writer(req, incidentUpdatePermission);
    const sent = parse(assignEvidenceSchema, req.body);
    const assigned = await context.audited(
      req,
      'evidence-assign',
      { incidentKey: key },
      () => unassigned.assign({ key, withRestricted, ...sent, ...callers }),
    );
    res.json(assigned);
  });

  return router;
}
