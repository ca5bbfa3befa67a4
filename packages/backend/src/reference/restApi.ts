import { isAnyJson, type JsonSchema } from './jsonSchema';
import { payloadsText } from './payloads';
import type { SchemaDescriptions } from './schemaDescriptions';
import { rowOf, schemaTables, table } from './schemaTables';
import { KINDS_OF_VALUES, typeText } from './typeText';

type Content = Record<string, { schema: JsonSchema }>;
type Operation = {
  operationId: string;
  summary?: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    schema: JsonSchema;
  }[];
  requestBody?: { content: Content };
  responses: Record<string, { description?: string; content?: Content }>;
};
type OpenApiDocument = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};
type NamedOperation = { title: string; operation: Operation };

const isError = (status: string) => Number(status) >= 400;
/** What the heading is called in links. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

function contentText(content: Content = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) =>
      type === 'application/json' ? typeText(schema) : `\`${type}\``,
    )
    .join(' or ');
}

function operationsOf(document: OpenApiDocument): NamedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      title: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
}

/** A parameter that may be repeated is a value or a list of them. */
function parameterType(schema: JsonSchema): string {
  const [one, list] = schema.anyOf ?? [];
  return list?.items ? `${typeText(one)}, repeatable` : typeText(schema);
}

function operationText(
  { title, operation }: NamedOperation,
  descriptions: SchemaDescriptions,
): string[] {
  const { summary = '', parameters = [], requestBody, responses } = operation;
  const texts = descriptions.queries.get(operation.operationId);
  const query = parameters
    .filter(one => one.in === 'query')
    .map(one =>
      rowOf({
        ...one,
        type: parameterType(one.schema),
        text: texts?.get(one.name),
      }),
    );
  const answers = Object.entries(responses);
  const successes = answers.filter(([status]) => !isError(status));
  const errors = answers.filter(([status]) => isError(status));
  const statuses = (some: typeof answers) =>
    some.map(([status]) => status).join(', ');
  return [
    '',
    `### ${title}`,
    '',
    summary,
    ...(query.length > 0 ? ['', ...table(query)] : []),
    '',
    ...(requestBody ? [`- Body: ${contentText(requestBody.content)}`] : []),
    // 200 and 201 answer with the same
    `- ${statuses(successes)}: ${contentText(successes[0][1].content)}`,
    `- Errors: ${statuses(errors)}`,
  ];
}

/** Each status of errors with its description, once. */
function errorsText(operations: NamedOperation[]): string[] {
  const errors = new Map(
    operations
      .flatMap(({ operation }) => Object.entries(operation.responses))
      .filter(([status]) => isError(status))
      .map(([status, { description }]) => [status, description] as const),
  );
  return [...errors]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([status, description]) => `- ${status}: ${description}`);
}

function schemasText(
  { components }: OpenApiDocument,
  descriptions: SchemaDescriptions,
): string[] {
  return Object.entries(components.schemas)
    .filter(([name]) => !isAnyJson(name))
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, schema]) => {
      // Answers have a form of their own where a default fills what a request may leave out
      const id = name.replace(/Output$/, '');
      const { text, fields } = descriptions.schemas.get(id)!;
      return [
        '',
        `### ${name}`,
        '',
        ...(id === name ? [] : [`[${id}](#${anchorOf(id)}) in answers.`, '']),
        ...(text ? [text, ''] : []),
        ...schemaTables(schema, fields),
      ];
    });
}

/** The REST reference, from the OpenAPI document that the backend serves and the doc comments of its schemas. */
export function restReference(
  document: OpenApiDocument,
  descriptions: SchemaDescriptions,
): string {
  const operations = operationsOf(document);
  return [
    '# REST reference',
    '',
    'Under `/api/postmortems/v1`. Made from the OpenAPI document and its schemas by `npm run docs:reference`; the document is served at `/api/postmortems/v1/openapi.json`.',
    '',
    'Users call it with their Backstage token, machines with one of `backend.auth.externalAccess`. Bodies and answers are JSON unless they say otherwise. A body or query with a field that is not listed is refused. Lists answer with `pageInfo.nextCursor`; pass it as `cursor` for the next page. A parameter that is repeatable takes several values, `severity=sev1&severity=sev2`. Sending what is there already answers 200, and something new 201.',
    '',
    'In paths, `{key}` is the key of an incident, `{id}` the id of a postmortem, and `{blockId}` and `{itemId}` are ids inside it.',
    '',
    '## Errors',
    '',
    'Backstage’s error JSON, as [Error](#error) has it.',
    '',
    ...errorsText(operations),
    '',
    '## Kinds of values',
    '',
    ...KINDS_OF_VALUES.map(({ name, text }) => `- ${name}: ${text}`),
    '',
    '## Operations',
    '',
    ...operations.map(({ title }) => `- [${title}](#${anchorOf(title)})`),
    ...operations.flatMap(one => operationText(one, descriptions)),
    '',
    '## Schemas',
    ...schemasText(document, descriptions),
    '',
    '## Payloads of evidence',
    '',
    'The `payload` of a [SubmitEvidenceNode](#submitevidencenode) may be any JSON object. These shapes are understood by the checks and the screens; fields beyond them are kept.',
    ...payloadsText(descriptions),
    '',
  ].join('\n');
}
