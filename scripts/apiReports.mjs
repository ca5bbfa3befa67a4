/**
 * The reports beside the packages: `report.api.md` has what a package exports,
 * `report.sql.md` the schema that its migrations make. They are written by
 * `yarn build:api-reports`; `yarn check:api-reports`, and the stage `reports`
 * of `npm test`, fail where they are out of date.
 */
import { existsSync, promises as fs, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ExpectedError, interruptible, repoRoot, run } from './processes.mjs';

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

/** Answers whether the reports are right; without `check` it writes them. */
async function makeReports({ bin, env, check }) {
  if (!existsSync(path.join(repoRoot, 'dist-types/plugins'))) {
    throw new ExpectedError("No type declarations: add the stage 'tsc'.");
  }
  const code = await run(
    ...bin(
      REPO_TOOLS,
      'api-reports',
      'plugins/*',
      ...OPTIONS,
      ...(check ? ['--ci'] : []),
    ),
    { env },
  );
  const undocumented = await undocumentedExports();
  if (undocumented.length > 0) {
    console.log(
      ['Exports without documentation:', ...undocumented].join('\n  '),
    );
  }
  return code === 0 && undocumented.length === 0;
}

/** The stage `reports` of `npm test`. */
export async function apiReports({ bin, env, failed }) {
  if (failed.includes('tsc')) {
    throw new ExpectedError('Not run: the types do not compile.');
  }
  return (await makeReports({ bin, env, check: true }))
    ? { passed: 1 }
    : { failed: 1 };
}

/** `yarn build:api-reports`, and with `--ci` `yarn check:api-reports`. */
async function main() {
  const bin = (file, ...args) => [
    process.execPath,
    [path.join(repoRoot, 'node_modules', file), ...args],
  ];
  const { env } = process;
  const check = process.argv.includes('--ci');
  const compiled = await run(...bin('typescript/bin/tsc'), { env });
  return compiled === 0 && (await makeReports({ bin, env, check })) ? 0 : 1;
}

const script = process.argv[1];
if (script && import.meta.url === pathToFileURL(script).href) {
  try {
    process.exitCode = await interruptible(main);
  } catch (error) {
    console.error(error.expected ? error.message : error);
    process.exitCode = 1;
  }
}
