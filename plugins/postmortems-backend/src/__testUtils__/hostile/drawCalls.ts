import fc from 'fast-check';
import { broken, valuesOf, varied, type Schema } from './valuesOf';

type Parameter = {
  in: 'path' | 'query' | 'header';
  name: string;
  schema: Schema;
};
type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

/** An OpenAPI document, as far as calls are drawn from it. */
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** What is sent to a route. */
export type DrawnCall = {
  path: string;
  query: string;
  headers: Record<string, string>;
  body?: string;
};

const ODD_NAMES = ['0', '%00', '%F0%9F%98%80', '..%2F..%2Fx', "'", '%25', '~'];
const TYPES = ['application/json', 'text/plain', 'application/json; charset=x'];
/** Few, so that they are sent again with the same and with other bodies. */
const KEYS = ['key-1', 'key-2', 'k'.repeat(255), 'k'.repeat(256), ' ', 'clé'];

/**
 * Calls of a route: what it accepts, the same with something odd or wrong in one
 * place, and what its schemas allow.
 *
 * @param options - `valuesFor` are those of a parameter of the path that mean
 *   something, `known` the texts in bodies and queries that do
 */
export function drawCalls(options: {
  document: Document;
  route: string;
  accepted?: object;
  valuesFor: (name: string) => readonly string[];
  known: readonly string[];
}): fc.Arbitrary<DrawnCall> {
  const { document, route, known } = options;
  const [method, path] = route.split(' ');
  const operation = document.paths[path][method];
  const { schemas } = document.components;
  const parameters = operation.parameters ?? [];
  const sentKey = fc.constantFrom(...KEYS).map(key => ({
    'idempotency-key': key,
  }));
  return fc
    .record({
      path: pathsOf(path, options.valuesFor),
      query: queriesOf(parameters, schemas, known),
      key: parameters.some(one => one.in === 'header')
        ? fc.oneof(
            { weight: 3, arbitrary: fc.constant({}) },
            { weight: 1, arbitrary: sentKey },
          )
        : fc.constant({}),
      sent: bodiesOf({ ...options, operation, schemas }),
    })
    .map(({ key, sent, ...call }) => ({
      ...call,
      headers: { ...key, ...(sent && { 'content-type': sent.type }) },
      body: sent?.body,
    }));
}

/** Fills `{name}`s of a path: with what exists, and with what does not. */
function pathsOf(
  path: string,
  valuesFor: (name: string) => readonly string[],
): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const odd = fc.constantFrom(...ODD_NAMES, 'x'.repeat(2000));
  const values = names.map(name =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .constantFrom(...valuesFor(name))
          .map(value => encodeURIComponent(value)),
      },
      { weight: 1, arbitrary: odd },
    ),
  );
  return fc.tuple(...values).map(drawn => {
    const rest = [...drawn];
    return path.replace(/\{\w+\}/g, () => rest.shift()!);
  });
}

/** Half a surrogate pair cannot be part of an address. */
const asText = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value) ?? '').replace(
    /\p{Cs}/gu,
    '\ufffd',
  );

/** A query string of the parameters that are allowed there. */
function queriesOf(
  parameters: Parameter[],
  schemas: Record<string, Schema>,
  known: readonly string[],
): fc.Arbitrary<string> {
  const values = fc.record(
    Object.fromEntries(
      parameters
        .filter(one => one.in === 'query')
        .map(({ name, schema }) => [name, valuesOf(schema, schemas, known)]),
    ),
    { requiredKeys: [] },
  );
  return fc.oneof(values, broken(values)).map(given =>
    Object.entries(Object(given))
      .flatMap(([name, value]) =>
        [value].flat().map(one => [name, one].map(asText)),
      )
      .map(pair => pair.map(encodeURIComponent).join('='))
      .join('&')
      // Node itself refuses much longer ones
      .slice(0, 4000)
      .replace(/%.?$/, ''),
  );
}

const json = (values: fc.Arbitrary<unknown>) =>
  values.map(one => ({
    type: 'application/json',
    body: JSON.stringify(one) ?? '',
  }));

/** Bodies: as accepted, as described, broken in one place, and no JSON at all. */
function bodiesOf(options: {
  operation: Operation;
  accepted?: object;
  schemas: Record<string, Schema>;
  known: readonly string[];
}): fc.Arbitrary<{ type: string; body: string } | undefined> {
  const { operation, accepted = {}, schemas, known } = options;
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (!schema) return fc.constant(undefined);
  const values = valuesOf(schema, schemas, known);
  return fc.oneof(
    { weight: 4, arbitrary: json(fc.constant(accepted)) },
    { weight: 2, arbitrary: json(values) },
    { weight: 2, arbitrary: json(broken(values)) },
    { weight: 8, arbitrary: oddBodiesOf(accepted, known) },
  );
}

/** A body with something odd or wrong in one place, or no JSON at all. */
export function oddBodiesOf(accepted: object, known: readonly string[] = []) {
  const raw = fc.record({
    type: fc.constantFrom(...TYPES),
    body: fc.constantFrom('', '{', '[1,', 'null', '"', '\ufeff{}', '{"a":1}}'),
  });
  return fc.oneof(
    { weight: 5, arbitrary: json(varied(accepted, known)) },
    { weight: 2, arbitrary: json(broken(fc.constant(accepted))) },
    { weight: 1, arbitrary: raw },
  );
}
