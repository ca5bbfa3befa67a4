import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';

const idempotencyKey = z.object({
  'Idempotency-Key': z.string().min(1).max(255).optional().meta({
    description:
      'Chosen by the caller, new for each write. Sent again with the same key and the same body within a day, a write is answered as it was first (`Idempotency-Replayed: true`) and not done again; while it is in progress, with 409 `RequestInProgressError` and `Retry-After`; when it was done but its answer is not kept, with 409 `AlreadyDoneError`; with another body, with 422.',
  }),
});

/** Sent with POST, and they change nothing. */
const QUESTIONS = ['verifyClaims', 'previewErasure'];
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
          return operation
            ? [[method, { ...repeatable(method, operation), tags: [name] }]]
            : [];
        }),
      ),
    ]),
  );
}

/** A write takes a key with which it can be sent again. */
function repeatable(
  method: (typeof METHODS)[number],
  operation: ZodOpenApiOperationObject,
): ZodOpenApiOperationObject {
  const { operationId = '' } = operation;
  if (method === 'get' || QUESTIONS.includes(operationId)) return operation;
  return {
    ...operation,
    requestParams: { ...operation.requestParams, header: idempotencyKey },
  };
}
