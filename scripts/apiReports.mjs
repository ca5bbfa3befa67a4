/**
 * The reports beside the packages: `report.api.md` has what a package exports,
 * `report.sql.md` the schema that its migrations make. `yarn build:api-reports`
 * writes them; `yarn check:api-reports`, and the stage `reports` of `npm test`,
 * fail where they are out of date. Both need the types that `tsc` has written.
 */
import { existsSync, promises as fs, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ExpectedError, bin, repoRoot, run } from './processes.mjs';

const REPO_TOOLS = '@backstage/repo-tools/bin/backstage-repo-tools';
const OPTIONS = [
  '--sql-reports',
  '--validate-release-tags',
  // `ae-undocumented` is about members too; exports are checked below.
  '--omit-messages=ae-wrong-input-file-type,ae-undocumented',
];

function listReports() {
  return readdirSync(path.join(repoRoot, 'plugins')).flatMap(folder =>
    readdirSync(path.join(repoRoot, 'plugins', folder))
      .filter(file => /^report.*\.api\.md$/.test(file))
      .map(file => path.join('plugins', folder, file)),
  );
}

/** Exports whose docstring is a release tag and nothing else. */
async function undocumentedExports() {
  const found = [];
  for (const report of listReports()) {
    const text = await fs.readFile(path.join(repoRoot, report), 'utf8');
    for (const [, declaration] of text.matchAll(
      /^\/\/ @\w+ \(undocumented\)\n(.*)/gm,
    )) {
      found.push(`${path.dirname(report)}: ${declaration}`);
    }
  }
  return found;
}

/** Writes the reports or, with `--ci`, compares them; answers with an exit code. */
async function apiReports(...args) {
  if (!existsSync(path.join(repoRoot, 'dist-types/plugins'))) {
    throw new ExpectedError("No type declarations: run the stage 'tsc'.");
  }
  const code = await run(
    ...bin(REPO_TOOLS, 'api-reports', 'plugins/*', ...OPTIONS, ...args),
  );
  const undocumented = await undocumentedExports();
  if (undocumented.length > 0) {
    console.log(
      ['Exports without documentation:', ...undocumented].join('\n  '),
    );
  }
  return code === 0 && undocumented.length === 0 ? 0 : 1;
}

/** The stage `reports` of `npm test`. */
export async function checkReports({ failed }) {
  if (failed.includes('tsc')) {
    throw new ExpectedError('Not run: the types do not compile.');
  }
  const code = await apiReports('--ci');
  return code === 0 ? { passed: 1 } : { failed: 1 };
}

const script = process.argv[1];
if (script && import.meta.url === pathToFileURL(script).href) {
  try {
    process.exitCode = await apiReports(...process.argv.slice(2));
  } catch (error) {
    console.error(error.expected ? error.message : error);
    process.exitCode = 1;
  }
}
