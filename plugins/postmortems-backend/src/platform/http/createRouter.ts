import Router from 'express-promise-router';
import { categoryRoutes } from '../../categories';
import { orgMetricsRoutes } from '../../orgMetrics';
import { actionItemRoutes } from '../../actionItems/actionItemRoutes';
import { claimRoutes } from '../../verification/claimRoutes';
import { editingRoutes } from '../../postmortems/editingRoutes';
import { evidenceRoutes } from '../../evidence/evidenceRoutes';
import { incidentRoutes } from '../../incidents/incidentRoutes';
import { jsonBody } from './jsonBody';
import { createOpenApiDocument } from './openApi';
import { postmortemRoutes } from '../../postmortems/postmortemRoutes';
import { searchRoutes } from '../../search/searchRoutes';

/** The HTTP API; mounted at `/v1`. */
export function createRouter(
  options: Parameters<typeof incidentRoutes>[0] &
    Parameters<typeof evidenceRoutes>[0] &
    Parameters<typeof claimRoutes>[0] &
    Parameters<typeof editingRoutes>[0] &
    Parameters<typeof actionItemRoutes>[0] &
    Parameters<typeof categoryRoutes>[0] &
    Parameters<typeof orgMetricsRoutes>[0] &
    Parameters<typeof searchRoutes>[0] &
    Parameters<typeof postmortemRoutes>[0],
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
  router.use(categoryRoutes(options));
  router.use(actionItemRoutes(options));
  router.use(orgMetricsRoutes(options));
  router.use(searchRoutes(options));
  router.use(postmortemRoutes(options));
  return router;
}
