import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { actionItemPaths } from './actionItemPaths';
import { incidentPaths } from './incidentPaths';
import { metricsPaths } from './metricsPaths';
import { retrospectivePaths } from './retrospectivePaths';

/**
 * The description of the HTTP API (OpenAPI 3.1), made from the schemas that requests are checked with.
 *
 * @public
 */
export function createOpenApiDocument(): JsonObject {
  const markdown = { 'text/markdown': { schema: z.string() } };
  const get = retrospectivePaths['/retrospectives/{id}/export'].get!;
  const answer = get.responses['200'] as { content: object };
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'postmortems',
      version: '1',
      description:
        'Incidents, their evidence, and retrospectives that can be checked against it.',
    },
    servers: [{ url: '/api/postmortems/v1' }],
    security: [{ backstage: [] }],
    components: {
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
    },
    paths: {
      ...incidentPaths,
      ...retrospectivePaths,
      ...actionItemPaths,
      ...metricsPaths,
      '/retrospectives/{id}/export': {
        get: {
          ...get,
          responses: {
            ...get.responses,
            '200': {
              ...answer,
              content: { ...answer.content, ...markdown },
            } as never,
          },
        },
      },
    },
  });
  return JSON.parse(JSON.stringify(document));
}
