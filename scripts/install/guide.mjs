/**
 * docs/getting-started.md as instructions: commands are run, and snippets are
 * put into the file that their first line names, where the text says they go.
 */
import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import YAML from 'yaml';
import { ExpectedError, repoRoot } from '../processes.mjs';

const GUIDE = 'docs/getting-started.md';

/**
 * The blocks of code below the heading:
 * `[{ language, file?, code }]`, `file` from a first line `// path` or `# path`.
 */
export async function blocksUnder(heading) {
  const text = await fs.readFile(path.join(repoRoot, GUIDE), 'utf8');
  const section = text
    .split(/^## /m)
    .find(part => part.startsWith(`${heading}\n`));
  if (!section) {
    throw new ExpectedError(`${GUIDE} has no section '${heading}'`);
  }
  const block =
    /^```(\w+)\n(?:(?:\/\/|#) ([\w./-]+\.(?:tsx?|ya?ml))\n)?([\s\S]*?)^```$/gm;
  return [...section.matchAll(block)].map(([, language, file, code]) => ({
    language,
    file,
    code,
  }));
}

/** Where the guide's text says that the rest of a snippet goes, and how the snippet begins where a file has several places. */
const PLACES = [
  {
    file: 'backend/src/index.ts',
    begins: 'backend.start()',
    insteadOf: /^backend\.start\(\);$/m,
  },
  { file: 'backend/src/index.ts', before: /^backend\.start\(\)/m },
  { file: 'app/src/App.tsx', before: /^ *<\/FlatRoutes>/m },
  { file: 'Root/Root.tsx', before: /^ *<\/SidebarScrollWrapper>/m },
  { file: 'catalog/EntityPage.tsx', before: /^ *<\/EntityLayout>/gm },
  {
    file: 'search/SearchPage.tsx',
    begins: '<PostmortemSearchResultListItem',
    before: /^ *<\/SearchResult>/m,
  },
  {
    file: 'search/SearchPage.tsx',
    begins: '{ value:',
    before: /^ *\]\}\s*\/>/m,
  },
];

/** Puts a snippet of TypeScript into the app's file; a file that the app does not have is made from it. */
export async function applySnippet(app, { file, code }) {
  const target = path.join(app, file);
  if (!existsSync(target)) {
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.writeFile(target, code);
    return;
  }
  const before = await fs.readFile(target, 'utf8');
  const [imports] = /^(\s*import\b(?!\()[\s\S]*? from '[^']+';\n)*/.exec(code);
  const rest = code.slice(imports.length).trim();
  if (before.includes(rest)) {
    // The guide has it for apps that do not have it yet.
    return;
  }
  const place = PLACES.find(
    each => file.endsWith(each.file) && rest.startsWith(each.begins ?? ''),
  );
  // An element is an expression of its own in the guide, and a child here.
  const inserted = rest.startsWith('<') ? rest.replace(/;$/, '') : rest;
  const after =
    place &&
    before.replace(place.insteadOf ?? place.before, found =>
      place.insteadOf ? inserted : `${inserted}\n${found}`,
    );
  if (!place || after === before) {
    throw new ExpectedError(`${file} has no place for what ${GUIDE} adds`);
  }
  await fs.writeFile(target, imports + after);
}

/** Merges; lists are continued, as the guide says. */
function merge(into, from) {
  if (Array.isArray(into) && Array.isArray(from)) {
    return [...into, ...from];
  }
  if (into && from && typeof into === 'object' && typeof from === 'object') {
    const merged = Object.entries(from).map(([key, value]) => [
      key,
      key in into ? merge(into[key], value) : value,
    ]);
    return { ...into, ...Object.fromEntries(merged) };
  }
  return from;
}

/** Adds a snippet of YAML to the app's file. */
export async function applyConfig(app, { file, code }) {
  const target = path.join(app, file);
  const before = YAML.parse(await fs.readFile(target, 'utf8'));
  await fs.writeFile(target, YAML.stringify(merge(before, YAML.parse(code))));
}
