import { z } from 'zod';
import {
  entityRefSchema,
  externalIdSchema,
  incidentKeySchema,
  jsonPointerSchema,
  sha256Schema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isAnyJson, nameOfRef, type JsonSchema } from './jsonSchema';

const patternOf = (schema: z.ZodType) =>
  (z.toJSONSchema(schema) as JsonSchema).pattern;

/** Kinds of strings that the reference explains in one place, and names everywhere else. */
export const KINDS_OF_VALUES: readonly {
  name: string;
  text: string;
  is: (schema: JsonSchema) => boolean;
  /** The constants that schemas of this kind are made from. */
  constants: readonly string[];
}[] = [
  {
    name: 'time',
    text: 'ISO 8601 with a zone, e.g. `2026-03-02T14:07:00Z`; answers are in UTC with milliseconds. Times of what has happened may lie at most five minutes in the future.',
    is: ({ format }) => format === 'date-time',
    constants: ['isoTimeSchema', 'pastTimeSchema'],
  },
  {
    name: 'entity ref',
    text: 'Full ref of a catalog entity, e.g. `component:default/checkout`. Answers have it in lower case.',
    is: ({ pattern }) => pattern === patternOf(entityRefSchema),
    constants: ['entityRefSchema'],
  },
  {
    name: 'name',
    text: '1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit, e.g. `INC-42` or `v2.4`.',
    is: ({ pattern }) => pattern === patternOf(incidentKeySchema),
    constants: ['incidentKeySchema', 'templateVersionSchema'],
  },
  {
    name: 'id',
    text: '1 to 200 letters, digits and any of `._:/#@+=-`, beginning with a letter or digit.',
    is: ({ pattern }) => pattern === patternOf(externalIdSchema),
    constants: ['externalIdSchema'],
  },
  {
    name: 'JSON pointer',
    text: 'RFC 6901, at most 1024 characters. The empty string points at the whole.',
    is: ({ pattern }) => pattern === patternOf(jsonPointerSchema),
    constants: ['jsonPointerSchema'],
  },
  {
    name: 'SHA-256',
    text: '64 hexadecimal digits in lower case.',
    is: ({ pattern }) => pattern === patternOf(sha256Schema),
    constants: ['sha256Schema'],
  },
  {
    name: 'URL',
    text: '`http` or `https`, at most 2048 characters.',
    is: ({ format }) => format === 'uri',
    constants: ['webUrlSchema'],
  },
];

/** Constants whose comments say no more than what `typeText` says. */
export const EXPLAINED_BY_TYPE: ReadonlySet<string> = new Set([
  ...KINDS_OF_VALUES.flatMap(({ constants }) => constants),
  'jsonObjectSchema',
  'jsonValueSchema',
]);

/** `1 to 50`, `at least 1`, `at most 50`, or nothing. Bounds that only say what fits into an integer are none. */
function range(min?: number, max?: number): string {
  const low = min === undefined || min <= Number.MIN_SAFE_INTEGER ? '' : min;
  const high = max === undefined || max >= Number.MAX_SAFE_INTEGER ? '' : max;
  if (low === '' && high === '') return '';
  if (low === '') return `at most ${high}`;
  if (high === '') return `at least ${low}`;
  return low === high ? `exactly ${low}` : `${low} to ${high}`;
}

function stringText(schema: JsonSchema): string {
  const kind = KINDS_OF_VALUES.find(({ is }) => is(schema));
  if (kind) return kind.name;
  if (schema.pattern) return `string like \`${schema.pattern}\``;
  const length = range(schema.minLength, schema.maxLength);
  return length ? `string, ${length} characters` : 'string';
}

function listText({ items = {}, minItems, maxItems }: JsonSchema): string {
  const size = range(minItems, maxItems);
  return `list of ${typeText(items)}${size && ` (${size})`}`;
}

function objectText({ properties, additionalProperties }: JsonSchema): string {
  if (properties || typeof additionalProperties !== 'object') return 'object';
  const values = typeText(additionalProperties);
  return values === 'JSON' ? 'JSON object' : `map of ${values}`;
}

/** The type of a value in a few words of Markdown, with links to the schemas that have a name. */
export function typeText(schema: JsonSchema): string {
  const { $ref, type } = schema;
  if ($ref) {
    const name = nameOfRef($ref);
    return isAnyJson(name) ? 'JSON' : `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.enum) return schema.enum.map(one => `\`${one}\``).join(' \\| ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    return [...new Set(alternatives.map(typeText))].join(' or ');
  }
  if (schema.prefixItems) {
    return `[${schema.prefixItems.map(typeText).join(', ')}]`;
  }
  switch (type) {
    case 'string':
      return stringText(schema);
    case 'integer':
    case 'number': {
      const bounds = range(schema.minimum, schema.maximum);
      return bounds ? `${type}, ${bounds}` : type;
    }
    case 'array':
      return listText(schema);
    case 'object':
      return objectText(schema);
    case undefined:
      return 'JSON';
    default:
      return [type].flat().join(' or ');
  }
}
