import fc from 'fast-check';

/** A schema of an OpenAPI 3.1 document, as far as ours go. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
};

/** Strings that have broken somebody's parser, database or page. */
const NASTY = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202egnp.exe',
  '＝1+1',
  "'; drop table incidents; --",
  '%',
  '%_\\',
  '${7*7}',
  '{{constructor}}',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  '`rm -rf`',
  '😀'.repeat(50),
  'é'.normalize('NFD'),
  'null',
  'NaN',
  '-0',
  '1e999',
  '\r\nSet-Cookie: a=b',
];

/** Moments at the ends of what databases and clocks can hold. */
const TIMES = [
  '0001-01-01T00:00:00Z',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00Z',
  '2026-03-02T14:02:00.000Z',
  '2026-03-02T14:02:00.123456789Z',
  '2024-02-29T23:59:59+23:59',
  '2026-03-02T14:05:00-12:00',
];

const anyString = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 12 }),
);
const anyJson = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' });

const MOST_ITEMS = 4;
const DEEPEST = 8;

/**
 * Values that a schema of a document describes: valid ones, drawn to the ends
 * of what is allowed. `known` are strings that mean something to the receiver.
 */
export function valuesOf(
  schema: Schema,
  schemas: Record<string, Schema>,
  known: readonly string[],
  depth = 0,
): fc.Arbitrary<unknown> {
  const inner = (one: Schema) => valuesOf(one, schemas, known, depth + 1);
  if (depth > DEEPEST) return fc.constant(null);
  if (schema.$ref) return inner(schemas[schema.$ref.split('/').at(-1)!]);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(inner));
  if (schema.allOf) {
    return fc
      .tuple(...schema.allOf.map(inner))
      .map(parts => Object.assign({}, ...parts));
  }
  const types = [schema.type ?? []].flat();
  if (types.length > 1) {
    return fc.oneof(...types.map(type => inner({ ...schema, type })));
  }
  switch (types[0]) {
    case 'string':
      return stringsOf(schema, known);
    case 'integer':
    case 'number':
      return numbersOf(schema, types[0] === 'integer');
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map(inner));
      return fc.array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(
          schema.minItems ?? 0,
          Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS),
        ),
      });
    case 'object':
      return objectsOf(schema, inner);
    default:
      return anyJson;
  }
}

function stringsOf(
  schema: Schema,
  known: readonly string[],
): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 300 } = schema;
  const fits = (text: string) =>
    text.length >= minLength && text.length <= maxLength;
  if (schema.format === 'date-time') return fc.constantFrom(...TIMES);
  if (schema.format === 'uri') {
    return fc.constantFrom(
      'https://example.com/a?b=c#d',
      'https://user:word@example.com/',
      `https://example.com/${'a'.repeat(500)}`,
      'http://[::1]/',
      'https://xn--mnchen-3ya.example',
    );
  }
  const pattern = schema.pattern && new RegExp(schema.pattern, 'u');
  const odd = [...known, ...NASTY, 'a'.repeat(maxLength)].filter(
    text => fits(text) && (!pattern || pattern.test(text)),
  );
  if (pattern) {
    // The generator knows no lookaheads; what they rule out is drawn and left out
    const drawn = new RegExp(
      schema.pattern!.replace(/\(\?<?[!=](?:[^()]|\([^()]*\))*\)/g, ''),
      'u',
    );
    const matching = fc
      .stringMatching(drawn, { size: 'small' })
      .filter(text => fits(text) && pattern.test(text));
    return odd.length > 0
      ? fc.oneof(fc.constantFrom(...odd), matching)
      : matching;
  }
  return fc.oneof(
    ...(odd.length > 0 ? [fc.constantFrom(...odd)] : []),
    fc
      .string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 60) })
      .filter(fits),
  );
}

function numbersOf(schema: Schema, isInteger: boolean): fc.Arbitrary<number> {
  const lowest = schema.minimum ?? (schema.exclusiveMinimum ?? -1e15) + 1;
  const highest = schema.maximum ?? 1e15;
  const ends = [lowest, highest].filter(
    end => !isInteger || Number.isSafeInteger(end),
  );
  const within = fc
    .double({ min: lowest, max: highest, noNaN: true })
    .map(value => (isInteger ? Math.trunc(value) : value));
  return fc.oneof(fc.constantFrom(...ends, lowest), within);
}

function objectsOf(
  schema: Schema,
  inner: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<object> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const fixed = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, inner(one)]),
    ),
    { requiredKeys: required },
  );
  if (
    typeof additionalProperties !== 'object' &&
    additionalProperties !== true
  ) {
    return fixed;
  }
  const others = fc.dictionary(
    schema.propertyNames
      ? (inner(schema.propertyNames) as fc.Arbitrary<string>)
      : anyString,
    additionalProperties === true ? anyJson : inner(additionalProperties),
    { maxKeys: 3 },
  );
  return fc.tuple(fixed, others).map(([some, more]) => ({ ...more, ...some }));
}

const WRONG: unknown[] = [
  null,
  true,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  [],
  {},
  [[[[]]]],
  { $gt: '' },
  { toString: null },
  ...NASTY,
  'x'.repeat(70_000),
];

/** A value of which one place, drawn at random, is wrong. */
export function broken(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      values,
      fc.nat(),
      fc.oneof(fc.constantFrom(...WRONG), anyJson),
      fc.constantFrom('replace', 'drop', 'add', 'nest'),
    )
    .map(([value, place, wrong, how]) => {
      const copy = structuredClone(value);
      const places = placesIn(copy);
      if (places.length === 0) return how === 'nest' ? nested() : wrong;
      const { parent, key } = places[place % places.length];
      if (how === 'drop') delete parent[key];
      else if (how === 'add') parent[`${key} `] = wrong;
      else parent[key] = how === 'nest' ? nested() : wrong;
      return copy;
    });
}

const LONG = ['x'.repeat(300), '字'.repeat(5000), 'a b '.repeat(20_000)];

/** A value in which one string or number is another one: odd, but of its type. */
export function varied(
  value: object,
  known: readonly string[],
): fc.Arbitrary<unknown> {
  const texts = fc.constantFrom(...NASTY, ...TIMES, ...LONG, ...known);
  const numbers = fc.constantFrom(0, -1, 0.5, 1e15, -1e308, 2 ** 53);
  return fc
    .tuple(fc.nat(), fc.oneof(texts, anyString), numbers)
    .map(([place, text, number]) => {
      const copy = structuredClone(value);
      const places = placesIn(copy).filter(({ parent, key }) =>
        ['string', 'number'].includes(typeof parent[key]),
      );
      if (places.length === 0) return copy;
      const { parent, key } = places[place % places.length];
      parent[key] = typeof parent[key] === 'string' ? text : number;
      return copy;
    });
}

function nested(): unknown {
  let value: unknown = 'deep';
  for (let depth = 0; depth < 500; depth += 1) {
    value = depth % 2 ? [value] : { value };
  }
  return value;
}

type Place = { parent: Record<string, unknown>; key: string };

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap(key => [
    { parent, key },
    ...placesIn(parent[key]),
  ]);
}
