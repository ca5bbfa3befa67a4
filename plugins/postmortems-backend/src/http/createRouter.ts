import Router from 'express-promise-router';
import { actionItemRoutes } from './actionItemRoutes';
import { claimRoutes } from './claimRoutes';
import { editingRoutes } from './editingRoutes';
import { evidenceRoutes } from './evidenceRoutes';
import { incidentRoutes } from './incidentRoutes';
import { jsonBody } from './jsonBody';
import { createOpenApiDocument } from './openApi';
import { metricsRoutes } from './metricsRoutes';
import { retrospectiveRoutes } from './retrospectiveRoutes';
import { searchRoutes } from './searchRoutes';

/** The HTTP API; mounted at `/v1`. */
export function createRouter(
  options: Parameters<typeof incidentRoutes>[0] &
    Parameters<typeof evidenceRoutes>[0] &
    Parameters<typeof claimRoutes>[0] &
    Parameters<typeof editingRoutes>[0] &
    Parameters<typeof actionItemRoutes>[0] &
    Parameters<typeof metricsRoutes>[0] &
    Parameters<typeof searchRoutes>[0] &
    Parameters<typeof retrospectiveRoutes>[0],
) {
  const router = Router();
  const document = createOpenApiDocument();
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.use(...jsonBody());
  router.use(incidentRoutes(options));
  router.use(evidenceRoutes(options));
  router.use(claimRoutes(options));
  router.use(editingRoutes(options));
  router.use(actionItemRoutes(options));
  router.use(metricsRoutes(options));
  router.use(searchRoutes(options));
  router.use(retrospectiveRoutes(options));
  return router;
}
