import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';

const { API_DESCRIPTIONS_DIR } = process.env;

type Operation = {
  parameters?: {
    in: string;
    name: string;
    required?: boolean;
    schema: object;
  }[];
  requestBody?: { content: { 'application/json'?: { schema: object } } };
  responses: Record<
    string,
    { content?: { 'application/json'?: { schema: object } } }
  >;
};

type Description = {
  components: object;
  paths: Record<string, Record<string, Operation>>;
};

let loaded: { description: Description; ajv: Ajv } | undefined;
const compiled = new Map<string, ValidateFunction>();

function load(folder: string) {
  // Description of version 1; version 2 has none that could be used here
  const description: Description = parseYaml(
    readFileSync(join(folder, 'datadog-v1.yaml'), 'utf8'),
  );
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    coerceTypes: false,
  });
  ajv.addSchema({ $id: 'datadog', ...description });
  return { description, ajv };
}

/** Of a schema of the description by its name. */
export function findSchemaProblems(name: string, value: unknown): string[] {
  if (!API_DESCRIPTIONS_DIR) return [];
  return check({ $ref: `#/components/schemas/${name}` }, value, name);
}

function check(schema: object, value: unknown, what: string): string[] {
  loaded ??= load(API_DESCRIPTIONS_DIR!);
  const key = JSON.stringify(schema);
  let validate = compiled.get(key);
  if (!validate) {
    validate = loaded.ajv.compile(
      JSON.parse(key.replaceAll('"$ref":"#/', '"$ref":"datadog#/')),
    );
    compiled.set(key, validate);
  }
  validate(value);
  return (
    validate.errors?.map(e => `${what}${e.instancePath} ${e.message}`) ?? []
  );
}

/**
 * What of a request or its answer does not fit Datadog's description of version 1.
 * Nothing where the description lacks the operation, or is not there.
 */
export function findProblems(options: {
  side: 'request' | 'response';
  asked: { method: string; path: string; query: URLSearchParams };
  body?: unknown;
}): string[] {
  const { side, asked, body } = options;
  if (!API_DESCRIPTIONS_DIR || !asked.path.startsWith('/api/v1/')) return [];
  loaded ??= load(API_DESCRIPTIONS_DIR);
  const found = Object.entries(loaded.description.paths).find(([template]) =>
    new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(asked.path),
  );
  const operation = found?.[1][asked.method.toLowerCase()];
  const what = `${asked.method} ${asked.path}`;
  if (!operation) return [`${what} is not in Datadog's description`];
  if (side === 'response') {
    const schema = operation.responses['200'].content?.['application/json'];
    return schema ? check(schema.schema, body, what) : [];
  }
  const known = (operation.parameters ?? []).filter(one => one.in === 'query');
  return [
    ...known
      .filter(one => one.required && !asked.query.has(one.name))
      .map(one => `${what} lacks ${one.name}`),
    ...[...asked.query.keys()]
      .filter(name => !known.some(one => one.name === name))
      .map(name => `${what} has an unknown parameter ${name}`),
  ];
}
