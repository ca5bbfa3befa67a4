import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * The description of the HTTP API (OpenAPI 3.1) from the paths of all features,
 * which are made of the schemas that requests are validated with.
 *
 * @param pathsByFeature - the name of a feature is the tag of its operations
 */
export function buildOpenApiDocument(
  pathsByFeature: Record<string, ZodOpenApiPathsObject>,
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
    tags: Object.keys(pathsByFeature).map(name => ({ name })),
    paths: Object.assign({}, ...Object.entries(pathsByFeature).map(withTag)),
  });
  return JSON.parse(JSON.stringify(document));
}

function withTag([name, paths]: [
  string,
  ZodOpenApiPathsObject,
]): ZodOpenApiPathsObject {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        METHODS.flatMap(method => {
          const operation = item[method];
          return operation ? [[method, { ...operation, tags: [name] }]] : [];
        }),
      ),
    ]),
  );
}
