import type { JsonSchema } from './jsonSchema';
import type { FieldDescriptions } from './schemaDescriptions';
import { typeText } from './typeText';

type Row = {
  name: string;
  type: string;
  required: boolean;
  text: string;
};

/** The row of a field or parameter. What is always there has no default that matters. */
export function rowOf(options: {
  name: string;
  type: string;
  required?: boolean;
  schema: JsonSchema;
  text?: string;
}): Row {
  const { name, type, required = false, text = '' } = options;
  const value = options.schema.default;
  if (required || value === undefined) return { name, type, required, text };
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const note = `Default: ${shown ? `\`${shown}\`` : 'empty'}.`;
  return { name, type, required, text: `${text} ${note}`.trim() };
}

/** A Markdown table, as its lines. Pipes in a type are escaped already where they separate values. */
export function table(rows: readonly Row[]): string[] {
  const cell = (text: string) => text.replace(/(?<!\\)\|/g, '\\|');
  return [
    '| name | type | required | description |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ name, type, required, text }) =>
        `| \`${name}\` | ${cell(type)} | ${required ? 'yes' : 'no'} | ${cell(
          text,
        )} |`,
    ),
  ];
}

/** Fields of an object, and those of the objects inside it that have no name of their own. */
function rowsOf(
  schema: JsonSchema,
  descriptions: FieldDescriptions,
  at: { name: string; path: string } = { name: '', path: '' },
): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = `${at.name}${at.name && '.'}${key}`;
    const path = `${at.path}${at.path && '.'}${key}`;
    const inner = field.items ?? field;
    return [
      rowOf({
        name,
        type: typeText(field),
        required: schema.required?.includes(key),
        schema: field,
        text: descriptions.get(path),
      }),
      ...rowsOf(inner, descriptions, {
        name: field.items ? `${name}[]` : name,
        path,
      }),
    ];
  });
}

/** The field whose value tells the alternatives of a union apart. */
function discriminatorOf(alternatives: JsonSchema[]): string | undefined {
  const [first, ...others] = alternatives;
  return Object.keys(first.properties ?? {}).find(name =>
    [first, ...others].every(({ properties }) => {
      const field = properties?.[name];
      return field?.const !== undefined || field?.enum !== undefined;
    }),
  );
}

/** Tables of a schema: one for an object, one for each alternative of a union. */
export function schemaTables(
  schema: JsonSchema,
  descriptions: FieldDescriptions,
): string[] {
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (!alternatives) return table(rowsOf(schema, descriptions));
  const discriminator = discriminatorOf(alternatives);
  return alternatives.flatMap(one => {
    const value = discriminator && one.properties?.[discriminator];
    return [
      ...(value ? [`With \`${discriminator}\` ${typeText(value)}:`, ''] : []),
      ...table(rowsOf(one, descriptions)),
      '',
    ];
  });
}
