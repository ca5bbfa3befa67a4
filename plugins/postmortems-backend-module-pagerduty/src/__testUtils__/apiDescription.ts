import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { API_DESCRIPTIONS_DIR } = process.env;

type Parameter = {
  $ref?: string;
  in: string;
  name: string;
  required?: boolean;
};
type Operation = {
  parameters?: Parameter[];
  responses: Record<
    string,
    { content?: { 'application/json'?: { schema: object } } }
  >;
};
type Description = {
  components: { parameters: Record<string, Parameter> };
  paths: Record<string, Record<string, Operation>>;
};

let loaded: { description: Description; ajv: Ajv } | undefined;
const compiled = new Map<string, ValidateFunction>();

/** What tests that need PagerDuty's description are named, so that skipping shows. */
export const hasDescription = Boolean(API_DESCRIPTIONS_DIR);

function load() {
  const file = join(API_DESCRIPTIONS_DIR!, 'pagerduty.json');
  const description: Description = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
  });
  ajv.addSchema({ $id: 'pagerduty', ...description });
  return { description, ajv };
}

/**
 * What of a request or its answer does not fit PagerDuty's published description.
 * Nothing where that is not there.
 */
export function findProblems(options: {
  side: 'request' | 'response';
  asked: { path: string; query: URLSearchParams };
  body?: unknown;
}): string[] {
  const { side, asked, body } = options;
  if (!API_DESCRIPTIONS_DIR) return [];
  loaded ??= load();
  const { description, ajv } = loaded;
  const found = Object.entries(description.paths).find(([template]) =>
    new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(asked.path),
  );
  const operation = found?.[1].get;
  const what = `GET ${asked.path}`;
  if (!operation) return [`${what} is not in PagerDuty's description`];
  if (side === 'response') {
    const schema = operation.responses['200'].content?.['application/json'];
    if (!schema) return [];
    const key = JSON.stringify(schema.schema);
    const validate =
      compiled.get(key) ??
      ajv.compile(
        JSON.parse(key.replaceAll('"$ref":"#/', '"$ref":"pagerduty#/')),
      );
    compiled.set(key, validate);
    validate(body);
    // Kinds of channels and log entries overlap, so that their own examples fail
    return (validate.errors ?? [])
      .filter(
        ({ instancePath }) =>
          !/\/(?:log_entries\/\d|channel)/.test(instancePath),
      )
      .map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
  }
  const known = (operation.parameters ?? [])
    .map(one =>
      one.$ref
        ? description.components.parameters[one.$ref.split('/').at(-1)!]
        : one,
    )
    .filter(one => one.in === 'query')
    .map(({ name }) => name);
  return [...new Set(asked.query.keys())]
    .filter(name => !known.includes(name))
    .map(name => `${what} has an unknown parameter ${name}`);
}
