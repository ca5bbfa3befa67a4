import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { categoryPaths } from '../../../categories';
import { actionItemPaths } from '../../../actionItems/actionItemPaths';
import { incidentPaths } from '../../../incidents/incidentPaths';
import { orgMetricsPaths } from '../../../orgMetrics';
import { postmortemPaths } from '../../../postmortems/postmortemPaths';

/**
 * The description of the HTTP API (OpenAPI 3.1), made from the schemas that requests are checked with.
 *
 * @public
 */
export function createOpenApiDocument(): JsonObject {
  const markdown = { 'text/markdown': { schema: z.string() } };
  const get = postmortemPaths['/postmortems/{id}/export'].get!;
  const answer = get.responses['200'] as { content: object };
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'postmortems',
      version: '1',
      description:
        'Incidents, their evidence, and postmortems that can be checked against it.',
    },
    servers: [{ url: '/api/postmortems/v1' }],
    security: [{ backstage: [] }],
    components: {
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
    },
    paths: {
      ...incidentPaths,
      ...postmortemPaths,
      ...categoryPaths,
      ...actionItemPaths,
      ...orgMetricsPaths,
      '/postmortems/{id}/export': {
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
