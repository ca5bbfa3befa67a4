/**
 * docs/getting-started.md as instructions: commands are run, snippets are put
 * into the file that their first line names, where the text says they go, unless
 * they stand there already.
 */
import { promises as fs } from 'node:fs';
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
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, language, body]) => {
      const named = /^(?:\/\/|#) ([\w./-]+\.(?:tsx?|ya?ml))\n/.exec(body);
      return {
        language,
        file: named?.[1],
        code: named ? body.slice(named[0].length) : body,
      };
    },
  );
}

/** Import statements at the top of a snippet, and what stands below them. */
function importsAndRest(code) {
  const imports = [];
  let rest = code;
  for (;;) {
    const found = /^\s*(import\b(?!\()[\s\S]*? from '[^']+';\n)/.exec(rest);
    if (!found) {
      return { imports: imports.join(''), rest: rest.trim() };
    }
    imports.push(found[1]);
    rest = rest.slice(found[0].length);
  }
}

/** Where the guide's text says that the rest of a snippet goes, and how the snippet begins where a file has several places. */
const PLACES = [
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

async function readIfThere(file) {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Puts a snippet of TypeScript into the app's file; a file that the app does not have is made from it. */
export async function applySnippet(app, { file, code }) {
  const target = path.join(app, file);
  const before = await readIfThere(target);
  if (before === undefined) {
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.writeFile(target, code);
    return;
  }
  const { imports, rest } = importsAndRest(code);
  if (before.includes(rest)) {
    // For apps that do not have it yet
    return;
  }
  const place = PLACES.find(
    each => file.endsWith(each.file) && rest.startsWith(each.begins ?? ''),
  );
  if (!place) {
    throw new ExpectedError(`${GUIDE}: nothing says where ${file} is changed`);
  }
  // An element is an expression of its own in the guide, and a child here.
  const inserted = rest.startsWith('<') ? rest.replace(/;$/, '') : rest;
  const after = before.replace(place.before, found => `${inserted}\n${found}`);
  if (after === before) {
    throw new ExpectedError(`${file} has no place for what the guide adds`);
  }
  await fs.writeFile(target, imports + after);
}

/** Merges; lists are continued, as the guide says. */
function merge(into, from) {
  if (Array.isArray(into) && Array.isArray(from)) {
    return [...into, ...from];
  }
  if (into && from && typeof into === 'object' && typeof from === 'object') {
    const merged = { ...into };
    for (const [key, value] of Object.entries(from)) {
      merged[key] = key in into ? merge(into[key], value) : value;
    }
    return merged;
  }
  return from;
}

/** Adds a snippet of YAML to the app's file. */
export async function applyConfig(app, { file, code }) {
  const target = path.join(app, file);
  const before = YAML.parse(await fs.readFile(target, 'utf8'));
  const after = merge(before, YAML.parse(code));
  await fs.writeFile(target, YAML.stringify(after));
}
