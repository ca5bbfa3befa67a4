import { ruleViolationSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';

const errorSchema = z
  .object({
    error: z.looseObject({
      name: z.string(),
      message: z.string(),
      /** For a 400: the problem of each field. */
      fields: z
        .array(z.object({ path: z.string(), message: z.string() }))
        .optional(),
      /** For a 422: every broken rule. */
      violations: z.array(ruleViolationSchema).optional(),
    }),
    request: z.object({ method: z.string(), url: z.string() }).optional(),
    response: z.object({ statusCode: z.int() }),
  })
  .meta({ id: 'Error' });

type OperationOptions = {
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  /** Media types of other forms in which the answer can be asked for. */
  otherTypes?: readonly string[];
  created?: boolean;
  rules?: boolean;
};

/** An operation with the answers that are common to all. */
export function operation(
  operationId: string,
  {
    summary,
    params,
    query,
    body,
    answer,
    otherTypes = [],
    created,
    rules,
  }: OperationOptions,
): ZodOpenApiOperationObject {
  const content = (schema: z.ZodType) => ({
    content: { 'application/json': { schema } },
  });
  const error = (description: string) => ({
    description,
    ...content(errorSchema),
  });
  return {
    operationId,
    summary,
    ...((params ?? query) && {
      requestParams: {
        ...(params && { path: params }),
        ...(query && { query }),
      },
    }),
    ...(body && { requestBody: { required: true, ...content(body) } }),
    responses: {
      '200': {
        description: 'Answer',
        content: {
          'application/json': { schema: answer },
          ...Object.fromEntries(
            otherTypes.map(type => [type, { schema: z.string() }]),
          ),
        },
      },
      ...(created && { '201': { description: 'Created', ...content(answer) } }),
      '400': error('A field is wrong; `fields` says which'),
      '401': error('No credentials, or wrong ones'),
      '403': error('Not allowed'),
      ...(params && { '404': error('Not there, or not for you') }),
      ...(body && {
        '409': error(
          'Something else has this key or id, or the same request is in progress (`Retry-After`)',
        ),
        '413': error('The body is too large'),
      }),
      ...((rules || body) && {
        '422': error(
          rules
            ? 'Rules are broken, `violations` says which; or the Idempotency-Key belongs to another request'
            : 'The Idempotency-Key belongs to another request',
        ),
      }),
      '503': error(
        'The database or the catalog does not answer, or the backend stops; `Retry-After` says when to come back',
      ),
    },
  };
}

/** Parameters in a path. */
export const key = z.object({ key: z.string() });
export const id = z.object({ id: z.string() });
export const itemId = id.extend({ itemId: z.string() });
