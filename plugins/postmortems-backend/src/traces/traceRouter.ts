import {
  incidentUpdatePermission,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { TraceService } from './TraceService';

export function traceRouter(options: {
  context: RequestContext;
  traces: TraceService;
}) {
  const { context, traces } = options;
  const router = Router();

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
