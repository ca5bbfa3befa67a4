import {
  listOrgMetricIncidentsQuerySchema,
  orgMetricsQuerySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import type { RequestContext } from '../platform/http/RequestContext';
import { parse } from '../platform/http/parse';
import type { OrgMetricsService } from './OrgMetricsService';

export function orgMetricsRoutes(options: {
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
