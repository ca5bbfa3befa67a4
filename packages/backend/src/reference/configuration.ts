import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { docTextOf } from './jsDoc';

type Row = { path: string; type: string; required: boolean; text: string };

/** The keys that a `config.d.ts` describes, in its order, with its own words. */
export function configurationRows(file: string): Row[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.ES2022,
    true,
  );
  const rows: Row[] = [];
  const wordsOf = (node: ts.Node) => {
    const text = docTextOf(node);
    const secret = ts
      .getJSDocTags(node)
      .some(tag => /secret/.test(String(tag.comment)));
    return secret ? `${text} Secret.`.trim() : text;
  };
  const typeOf = (node: ts.TypeNode, opened?: boolean, list?: boolean) => {
    if (opened) return list ? 'list' : 'object';
    return node.getText(source).replace(/\s+/g, ' ');
  };
  const visit = (members: ts.NodeArray<ts.TypeElement>, path: string) => {
    for (const member of members) {
      if (!ts.isPropertySignature(member) || !member.type) continue;
      const name = `${path}${path && '.'}${member.name.getText(source)}`;
      const list =
        ts.isTypeReferenceNode(member.type) &&
        member.type.typeName.getText(source) === 'Array' &&
        member.type.typeArguments?.[0];
      const inner = list || member.type;
      const nested = ts.isTypeLiteralNode(inner) ? inner : undefined;
      const isMap =
        nested !== undefined &&
        nested.members.every(ts.isIndexSignatureDeclaration);
      const words = wordsOf(member);
      if (!nested || isMap || words) {
        rows.push({
          path: name,
          type: typeOf(member.type, nested && !isMap, Boolean(list)),
          required: !member.questionToken,
          text: words,
        });
      }
      if (nested && !isMap) visit(nested.members, list ? `${name}[]` : name);
    }
  };
  source.forEachChild(node => {
    if (ts.isInterfaceDeclaration(node)) visit(node.members, '');
  });
  return rows;
}

/** The configuration reference, from the schemas that the packages ship. */
export function configurationReference(
  packages: readonly { name: string; file: string }[],
): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    '# Configuration reference',
    '',
    'Made from the `config.d.ts` of each package by `npm run docs:reference`. An unknown key or a wrong value within the block of a package that is installed keeps the backend from starting, and the error names it. An unknown block below `postmortems`, such as `postmortems.prometeus`, is only named in a warning, because modules of others may have blocks of their own there.',
    ...packages.flatMap(({ name, file }) => [
      '',
      `## ${name}`,
      '',
      '| key | type | what it does |',
      '| --- | --- | --- |',
      ...configurationRows(file).map(
        ({ path, type, required, text }) =>
          `| \`${path}\`${required ? ' (required)' : ''} | \`${cell(
            type,
          )}\` | ${cell(text)} |`,
      ),
    ]),
    '',
  ].join('\n');
}
