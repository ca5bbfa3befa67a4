import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { API_DESCRIPTIONS_DIR } = process.env;

type Parameter = { in: string; name: string } | { $ref: string };

type Description = {
  components: { parameters: Record<string, { in: string; name: string }> };
  paths: Record<
    string,
    {
      get?: {
        parameters: Parameter[];
        responses: {
          200: { content: { 'application/json': { schema: object } } };
        };
      };
    }
  >;
};

let loaded: { description: Description; ajv: Ajv } | undefined;
const compiled = new Map<string, ValidateFunction>();

function load(folder: string) {
  const description: Description = JSON.parse(
    readFileSync(join(folder, 'github-subset.patched.json'), 'utf8'),
  );
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
  });
  ajv.addSchema({ $id: 'github', ...description });
  return { description, ajv };
}

/**
 * What of a request or its answer does not fit GitHub's description. Nothing where
 * the description lacks the path, or is not there.
 */
export function findProblems(
  asked: { path: string; query: URLSearchParams },
  answer: unknown,
): string[] {
  if (!API_DESCRIPTIONS_DIR) return [];
  loaded ??= load(API_DESCRIPTIONS_DIR);
  const { description, ajv } = loaded;
  const found = Object.entries(description.paths).find(([template]) =>
    new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(asked.path),
  );
  if (!found?.[1].get) return [];
  const [template, { get }] = found;
  const known = get.parameters.map(one =>
    '$ref' in one
      ? description.components.parameters[one.$ref.split('/').at(-1)!]
      : one,
  );
  let validate = compiled.get(template);
  if (!validate) {
    const { schema } = get.responses[200].content['application/json'];
    validate = ajv.compile(
      JSON.parse(
        JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/'),
      ),
    );
    compiled.set(template, validate);
  }
  validate(answer);
  return [
    ...[...asked.query.keys()]
      .filter(name => !known.some(one => one.name === name))
      .map(name => `GET ${asked.path} has an unknown parameter ${name}`),
    ...(validate.errors?.map(
      error => `GET ${asked.path}${error.instancePath} ${error.message}`,
    ) ?? []),
  ];
}
