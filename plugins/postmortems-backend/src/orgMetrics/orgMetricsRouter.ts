import {
  listOrgMetricIncidentsQuerySchema,
  orgMetricsQuerySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { OrgMetricsService } from './OrgMetricsService';

export function orgMetricsRouter(options: {
  context: RequestContext;
  orgMetrics: OrgMetricsService;
}) {
  const { context, orgMetrics } = options;
  const router = Router();

  router.get('/org-metrics', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(orgMetricsQuerySchema, req.query);
    res.json(await orgMetrics.read({ query, caller }));
  });

  router.get('/org-metrics/incidents', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listOrgMetricIncidentsQuerySchema, req.query);
    res.json(await orgMetrics.listIncidents({ query, caller }));
  });

  return router;
}
