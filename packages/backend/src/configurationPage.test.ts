import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfigSchema, type ConfigSchema } from '@backstage/config-loader';
import { parse } from 'yaml';

// TypeScript compiles each config.d.ts.
jest.setTimeout(60_000);

type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  /** Of a key that may be a block or a list of them. */
  anyOf?: JsonSchema[];
};

const root = path.resolve(__dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/configuration.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) =>
  parse(text),
);

/** Names of the plugins that have keys in the configuration. */
const packages = readdirSync(path.join(root, 'plugins'))
  .map(folder => path.join(root, 'plugins', folder, 'package.json'))
  .map(file => JSON.parse(readFileSync(file, 'utf8')))
  .filter(({ configSchema }) => configSchema)
  .map(({ name }) => name);

/** Keys with their path; those of list items as if there were no list. */
function keysOfSchema(schema: JsonSchema, at: string[] = []): string[] {
  const list = schema.anyOf?.find(({ items }) => items) ?? schema;
  const { properties } = list.items ?? list;
  return properties
    ? Object.entries(properties).flatMap(([key, value]) =>
        keysOfSchema(value, [...at, key]),
      )
    : [at.join('.')];
}

function keysOfExample(value: unknown, at: string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap(one => keysOfExample(one, at));
  if (typeof value !== 'object' || value === null) return [at.join('.')];
  return [
    at.join('.'),
    ...Object.entries(value).flatMap(([key, one]) =>
      keysOfExample(one, [...at, key]),
    ),
  ];
}

describe('docs/configuration.md', () => {
  let schema: ConfigSchema;
  beforeAll(async () => {
    schema = await loadConfigSchema({
      dependencies: packages,
      excludePackageDependencies: true,
      noUndeclaredProperties: true,
    });
  });

  it.each(examples.map((example, index) => [index + 1, example]))(
    'has a valid example %i',
    (_, data) => {
      expect(() =>
        schema.process([{ context: 'docs/configuration.md', data }]),
      ).not.toThrow();
    },
  );

  it('shows every key in an example', () => {
    const { schemas } = schema.serialize() as unknown as {
      schemas: { value: JsonSchema }[];
    };
    const keys = schemas.flatMap(({ value }) => keysOfSchema(value));
    expect(keys).toContain(
      'postmortems.provenanceRouting.telemetrySources.instances.baseUrl',
    );
    const shown = new Set(examples.flatMap(example => keysOfExample(example)));
    expect(keys.filter(key => !shown.has(key))).toEqual([]);
  });
});
