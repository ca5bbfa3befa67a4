import {
  listFigureIncidentsQuerySchema,
  listFigureIncidentsResponseSchema,
  metricsQuerySchema,
  metricsSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '../platform/http/openApi/operation';

export const metricsPaths: ZodOpenApiPathsObject = {
  '/metrics': {
    get: operation('getMetrics', {
      summary:
        'Figures over all incidents of a period that the caller may see.',
      query: metricsQuerySchema,
      answer: metricsSchema,
    }),
  },
  '/metrics/incidents': {
    get: operation('listFigureIncidents', {
      summary: 'The incidents behind a figure: as many as it counts.',
      query: listFigureIncidentsQuerySchema,
      answer: listFigureIncidentsResponseSchema,
    }),
  },
};
