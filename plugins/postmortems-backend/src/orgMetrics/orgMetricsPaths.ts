import {
  listOrgMetricIncidentsQuerySchema,
  listOrgMetricIncidentsResponseSchema,
  orgMetricsQuerySchema,
  orgMetricsSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '../platform/http';

export const orgMetricsPaths: ZodOpenApiPathsObject = {
  '/org-metrics': {
    get: operation('getOrgMetrics', {
      summary:
        'Metrics over all incidents of a period that the caller may see.',
      query: orgMetricsQuerySchema,
      answer: orgMetricsSchema,
    }),
  },
  '/org-metrics/incidents': {
    get: operation('listOrgMetricIncidents', {
      summary: 'The incidents behind a metric: as many as it counts.',
      query: listOrgMetricIncidentsQuerySchema,
      answer: listOrgMetricIncidentsResponseSchema,
    }),
  },
};
