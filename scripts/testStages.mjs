/**
 * The stages of `npm test`. Each answers with counts
 * `{ passed, failed, skipped, skippedSuites }`; a crash counts as a failure.
 */
import { existsSync, promises as fs, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  BACKSTAGE_CLI,
  ExpectedError,
  bin,
  capture,
  repoRoot,
  run,
} from './processes.mjs';
import { checkReports } from './apiReports.mjs';
import { appIndex, buildApp } from './appBundle.mjs';
import { runChaos } from './chaos.mjs';
import { installTest } from './install/installTest.mjs';
import { packagesTest } from './install/packagesTest.mjs';
import { startPostgres } from './postgres.mjs';
import { countJest, countPlaywright } from './testCounts.mjs';

const countCommand = code => (code === 0 ? { passed: 1 } : { failed: 1 });

/** Runs to the end and is shown then, as others run beside it. */
async function runAndShow(name, command, env = process.env) {
  const { code, output } = await capture(...command, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  process.stdout.write(`\n=== ${name}\n${output}\n`);
  return code;
}

/** One command that passes or fails. */
function check(name, file, ...args) {
  return async () => countCommand(await runAndShow(name, bin(file, ...args)));
}

async function readReport(file) {
  const text = await fs.readFile(file, 'utf8').catch(() => {
    throw new ExpectedError('The test runner ended without a report.');
  });
  return JSON.parse(text);
}

async function jest({ scratch }) {
  const outputFile = path.join(scratch, 'jest.json');
  const postgres = await startPostgres();
  const code = await run(
    ...bin(
      ...[BACKSTAGE_CLI, 'repo', 'test', '--ci', '--watch=false'],
      ...['--maxWorkers=2', '--json', `--outputFile=${outputFile}`],
    ),
    {
      // With --json Jest prints the report on stdout too, which nobody
      // reads; its progress is on stderr.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...postgres.env,
        CI: '1',
        // The databases are the ones named here; never containers.
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      },
    },
  );
  await postgres.stop();
  return countJest(await readReport(outputFile), code);
}

async function e2e({ scratch, missing, failed }) {
  if (missing.includes('Chromium')) {
    const suites = readdirSync(path.join(repoRoot, 'e2e-tests'))
      .filter(file => file.endsWith('.test.ts'))
      .map(file => `e2e-tests/${file} (needs Chromium)`);
    return { skipped: suites.length, skippedSuites: suites };
  }
  if (failed.includes('build') || !existsSync(appIndex)) {
    throw new ExpectedError("Needs the app bundle of the stage 'build'.");
  }
  const outputFile = path.join(scratch, 'e2e.json');
  const hasPrometheus = !missing.some(name => name !== 'Chromium');
  const code = await runAndShow('e2e', bin('@playwright/test/cli.js', 'test'), {
    ...process.env,
    E2E_JSON_REPORT: outputFile,
    ...(!hasPrometheus && { E2E_WITHOUT_PROMETHEUS: 'true' }),
  });
  return countPlaywright(await readReport(outputFile), code);
}

/** It ends by itself before, unless it does not even get to that. */
const CHAOS_LIMIT_MS = 25 * 60_000;

/** The same faults each time; other seeds are for `npm run chaos`. */
async function chaos({ scratch }) {
  const counts = path.join(scratch, 'chaos.json');
  await runChaos(['--seed', '7', '--minutes', '2', '--counts', counts], {
    limitMs: CHAOS_LIMIT_MS,
  });
  return readReport(counts);
}

/** From nothing: reports depend on the order that an incremental build keeps. */
async function tsc() {
  await fs.rm(path.join(repoRoot, 'dist-types'), {
    recursive: true,
    force: true,
  });
  return check('tsc', 'typescript/bin/tsc')();
}

export const stages = {
  tsc,
  // What is unchanged since it passed is not read again.
  lint: check('lint', BACKSTAGE_CLI, 'repo', 'lint', '--success-cache'),
  format: check(
    'format',
    ...['prettier/bin-prettier.js', '--check', '--loglevel=warn'],
    ...['--cache', '--cache-strategy=content', '.'],
  ),
  reports: checkReports,
  jest,
  build: async () => countCommand(await buildApp()),
  packages: packagesTest,
  e2e,
  install: installTest,
  chaos,
};
