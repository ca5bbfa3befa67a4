import {
  listFigureIncidentsQuerySchema,
  metricsQuerySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse } from '../platform/http/parse';
import type { MetricsService } from '.';
import type { RequestContext } from '../platform/http/RequestContext';

export function metricsRoutes(options: {
  context: RequestContext;
  metrics: MetricsService;
}) {
  const { context, metrics } = options;
  const router = Router();

  router.get('/metrics', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(metricsQuerySchema, req.query);
    res.json(await metrics.read({ query, caller }));
  });

  router.get('/metrics/incidents', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listFigureIncidentsQuerySchema, req.query);
    res.json(await metrics.listIncidents({ query, caller }));
  });

  return router;
}
