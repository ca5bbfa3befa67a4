import {
  incidentUpdatePermission,
  listEvidenceQuerySchema,
  submitEvidenceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, parseFlat, type RequestContext } from '../platform/http';
import type { EvidenceService } from './EvidenceService';

export function evidenceRouter(options: {
  context: RequestContext;
  evidence: EvidenceService;
}) {
  const { context, evidence } = options;
  const router = Router();

  router.post('/incidents/:key/evidence', async (req, res) => {
    const { key } = req.params;
    const callers = await context.writer(req, incidentUpdatePermission);
    // Each node is parsed on its own and has its own outcome
    const { nodes } = parseFlat(submitEvidenceSchema, req.body);
    const answer = await context.audited(
      req,
      'evidence-submit',
      { incidentKey: key },
      () => evidence.submit({ key, nodes, ...callers }),
    );
    res.json(answer);
  });

  router.get('/incidents/:key/evidence', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listEvidenceQuerySchema, req.query);
    const { key } = req.params;
    res.json(await evidence.list({ key, query, caller }));
  });

  return router;
}
