import { metricsQuerySchema } from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import type { MetricsService } from '../metrics';
import { parse } from './parse';
import type { RequestContext } from './RequestContext';

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

  return router;
}
