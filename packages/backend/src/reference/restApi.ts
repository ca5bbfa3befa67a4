type Schema = { $ref?: string; type?: string; [key: string]: unknown };
type Operation = {
  summary?: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
  }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<
    string,
    { description?: string; content?: Record<string, { schema: Schema }> }
  >;
};

/** The REST reference, from the OpenAPI document that the backend serves. */
export function restReference(document: {
  paths: Record<string, Record<string, Operation>>;
}): string {
  const nameOf = (content?: Record<string, { schema: Schema }>) =>
    Object.entries(content ?? {})
      .map(
        ([type, { schema }]) =>
          `\`${
            schema.$ref
              ? schema.$ref.replace('#/components/schemas/', '')
              : schema.type ?? type
          }\``,
      )
      .join(' or ');
  return [
    '# REST reference',
    '',
    'Under `/api/postmortems/v1`. Made from the OpenAPI document by `npm run docs:reference`; the document itself, with every schema, is served at `/api/postmortems/v1/openapi.json`.',
    '',
    'Users call it with their Backstage token, machines with one of `backend.auth.externalAccess`. Errors are Backstage’s error JSON, with the path of each wrong field under `error.fields` and each broken rule under `error.violations`. Lists answer with `pageInfo.nextCursor`; pass it as `cursor` for the next page.',
    ...Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) => [
        '',
        `## ${method.toUpperCase()} ${path}`,
        '',
        operation.summary ?? '',
        ...(operation.parameters?.some(one => one.in === 'query')
          ? [
              '',
              `Query: ${operation.parameters
                .filter(one => one.in === 'query')
                .map(({ name }) => `\`${name}\``)
                .join(', ')}`,
            ]
          : []),
        ...(operation.requestBody
          ? ['', `Body: ${nameOf(operation.requestBody.content)}`]
          : []),
        '',
        ...Object.entries(operation.responses).map(
          ([status, { description, content }]) =>
            `- ${status}: ${nameOf(content) || description || ''}`,
        ),
      ]),
    ),
    '',
  ].join('\n');
}
