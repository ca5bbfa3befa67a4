import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';

/**
 * The description of the HTTP API (OpenAPI 3.1) from the paths of all features,
 * which are made of the schemas that requests are validated with.
 */
export function buildOpenApiDocument(
  paths: readonly ZodOpenApiPathsObject[],
): JsonObject {
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
    paths: Object.assign({}, ...paths),
  });
  return JSON.parse(JSON.stringify(document));
}
