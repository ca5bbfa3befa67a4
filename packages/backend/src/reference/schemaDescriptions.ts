import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { docTextOf } from './jsDoc';

/** Descriptions of fields by their path, e.g. `metadata.service`. Lists and maps add nothing to a path. */
export type FieldDescriptions = ReadonlyMap<string, string>;

type Described = { text: string; fields: FieldDescriptions };

/** What the source code says of zod schemas, by their `meta({ id })`, and of the queries of operations, by operation id. */
export type SchemaDescriptions = {
  schemas: ReadonlyMap<string, Described>;
  queries: ReadonlyMap<string, FieldDescriptions>;
  /** By the name of the constant that holds a schema without an id. */
  constants: ReadonlyMap<string, Described>;
};

/**
 * Reads the doc comments of zod schemas from their source code, because schemas do not carry them at runtime. A field without a comment
 * takes that of the exported constant that it is made from, when that has no id of its own.
 */
export function readSchemaDescriptions(options: {
  files: readonly string[];
  /** Constants whose comments say no more than the type of a field does. */
  explainedByType: ReadonlySet<string>;
}): SchemaDescriptions {
  const constants = new Map<string, ts.VariableDeclaration>();
  const operations = new Map<string, ts.Expression>();
  for (const file of options.files) {
    const source = ts.createSourceFile(
      file,
      readFileSync(file, 'utf8'),
      ts.ScriptTarget.ES2022,
      true,
    );
    const visit = (node: ts.Node) => {
      if (
        ts.isVariableDeclaration(node) &&
        ts.isIdentifier(node.name) &&
        node.parent.parent.parent === source
      ) {
        constants.set(node.name.text, node);
      }
      const query = queryOf(node);
      if (query) operations.set(query.operationId, query.schema);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }

  const textOf = (node: ts.Node) =>
    docTextOf(node).replace(/\{@link (\w+)\}/g, (_, name: string) =>
      linked(constants.get(name)!),
    );
  /** Other comments are for those who read the code. */
  const publicTextOf = (constant: ts.VariableDeclaration) =>
    ts.getCombinedModifierFlags(constant) & ts.ModifierFlags.Export
      ? textOf(constant)
      : '';
  /** The comment of the constant at the root of `constant.optional()`. */
  const inherited = (value: ts.Expression): string => {
    let root = value;
    while (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root)) {
      root = root.expression;
    }
    const constant = ts.isIdentifier(root) && constants.get(root.text);
    return constant &&
      !idOf(constant) &&
      !options.explainedByType.has(constant.name.getText())
      ? publicTextOf(constant)
      : '';
  };
  const fieldsOf = (schema: ts.Node) => {
    const fields = new Map<string, string>();
    const visit = (node: ts.Node, path: string): void => {
      if (ts.isIdentifier(node)) {
        const initializer = constants.get(node.text)?.initializer;
        if (initializer) visit(initializer, path);
      } else if (ts.isPropertyAccessExpression(node)) {
        visit(node.expression, path);
      } else if (
        ts.isPropertyAssignment(node) ||
        ts.isShorthandPropertyAssignment(node)
      ) {
        const inner = `${path}${path && '.'}${node.name.getText()}`;
        const value = ts.isPropertyAssignment(node)
          ? node.initializer
          : node.name;
        const text = textOf(node) || inherited(value);
        if (text) fields.set(inner, text);
        visit(value, inner);
      } else if (!ts.isArrowFunction(node)) {
        ts.forEachChild(node, child => visit(child, path));
      }
    };
    visit(schema, '');
    return fields;
  };

  const schemas = new Map<string, Described>();
  const others = new Map<string, Described>();
  for (const [name, constant] of constants) {
    if (!constant.initializer) continue;
    const described = {
      text: publicTextOf(constant),
      fields: fieldsOf(constant.initializer),
    };
    const id = idOf(constant);
    if (id) schemas.set(id, described);
    else others.set(name, described);
  }
  const queries = new Map(
    [...operations].map(([id, schema]) => [id, fieldsOf(schema)] as const),
  );
  return { schemas, queries, constants: others };
}

/** The id and the query of `operation('id', { query })`. */
function queryOf(node: ts.Node) {
  if (
    !ts.isCallExpression(node) ||
    node.expression.getText() !== 'operation' ||
    !ts.isStringLiteral(node.arguments[0]) ||
    !ts.isObjectLiteralExpression(node.arguments[1])
  ) {
    return undefined;
  }
  const query = node.arguments[1].properties.find(
    (one): one is ts.PropertyAssignment =>
      ts.isPropertyAssignment(one) && one.name.getText() === 'query',
  );
  return (
    query && {
      operationId: node.arguments[0].text,
      schema: query.initializer,
    }
  );
}

/** `Incident` for `z.strictObject(…).meta({ id: 'Incident' })`. */
function idOf(constant: ts.VariableDeclaration): string | undefined {
  return /\.meta\(\{ id: '(\w+)' \}\)$/.exec(
    constant.initializer?.getText() ?? '',
  )?.[1];
}

/** What stands for a link to a constant: the schema that it is, or its value. */
function linked(constant: ts.VariableDeclaration): string {
  const id = idOf(constant);
  if (id) return `[${id}](#${id.toLowerCase()})`;
  return constant
    .initializer!.getText()
    .replace(/^\[|,?\s*\] as const$/g, '')
    .replaceAll('_', '')
    .replace(/\s+/g, ' ')
    .trim();
}
