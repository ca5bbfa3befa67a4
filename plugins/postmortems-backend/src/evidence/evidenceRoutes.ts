import {
  incidentUpdatePermission,
  listEvidenceQuerySchema,
  submitEvidenceSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import type { IncidentService, TraceService } from '../incidents';
import { parse, parseFlat } from '../platform/http/parse';
import type { RequestContext } from '../platform/http/RequestContext';

export function evidenceRoutes(options: {
  context: RequestContext;
  incidents: IncidentService;
  traces: TraceService;
}) {
  const { context, incidents, traces } = options;
  const router = Router();

  router.post('/incidents/:key/evidence', async (req, res) => {
    const { key } = req.params;
    const callers = await context.writer(req, incidentUpdatePermission);
    // Nodes are looked into one by one, each with its own answer
    const { nodes } = parseFlat(submitEvidenceSchema, req.body);
    const answer = await context.audited(
      req,
      'evidence-submit',
      { incidentKey: key },
      () => incidents.submitEvidence({ key, nodes, ...callers }),
    );
    res.json(answer);
  });

  router.get('/incidents/:key/evidence', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listEvidenceQuerySchema, req.query);
    const { key } = req.params;
    res.json(await incidents.listEvidence({ key, query, caller }));
  });

  router.post('/incidents/:key/traces', async (req, res) => {
    const { key } = req.params;
    const callers = await context.writer(req, incidentUpdatePermission);
    const sent = parse(submitTraceSchema, req.body);
    const { trace, created } = await context.audited(
      req,
      'trace-submit',
      { incidentKey: key, traceId: sent.traceId },
      () => traces.submit({ key, trace: sent, ...callers }),
    );
    res.status(created ? 201 : 200).json(trace);
  });

  router.get('/incidents/:key/traces', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await traces.list({ key: req.params.key, caller }));
  });

  return router;
}
