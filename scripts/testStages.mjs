/**
 * The stages of `npm test`, in order. Each answers with counts
 * `{ passed, failed, skipped, skippedSuites }`; a crash counts as a failure.
 */
import { existsSync, promises as fs, readdirSync } from 'node:fs';
import path from 'node:path';
import { ExpectedError, repoRoot, run } from './processes.mjs';
import { buildApp } from './appBundle.mjs';
import { startPostgres } from './postgres.mjs';
import { BACKSTAGE_CLI } from './setUp.mjs';
import { countJest, countPlaywright } from './testCounts.mjs';

/** A stage that is one command is one thing that passes or fails. */
const command =
  (file, ...args) =>
  async ({ bin, env }) => {
    const code = await run(...bin(file, ...args), { env });
    return code === 0 ? { passed: 1 } : { failed: 1 };
  };

async function readJson(file) {
  const text = await fs.readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new ExpectedError('The test runner ended without a report.');
  }
  return JSON.parse(text);
}

async function jest({ bin, env, scratch }) {
  const outputFile = path.join(scratch, 'jest.json');
  const postgres = await startPostgres();
  let code;
  try {
    code = await run(
      ...bin(
        BACKSTAGE_CLI,
        'repo',
        'test',
        '--ci',
        '--watch=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${outputFile}`,
      ),
      {
        // With --json Jest prints the report on stdout too, which nobody
        // reads; its progress is on stderr.
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...env,
          ...postgres.env,
          CI: '1',
          // The databases are the ones named here; never containers.
          BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        },
      },
    );
  } finally {
    await postgres.stop();
  }
  return countJest(await readJson(outputFile), code, repoRoot);
}

async function build(context) {
  return (await buildApp(context)) === 0 ? { passed: 1 } : { failed: 1 };
}

async function e2e({ bin, env, scratch, missing, failed }) {
  if (missing.some(tool => tool.name === 'Chromium')) {
    const suites = readdirSync(path.join(repoRoot, 'e2e-tests'), {
      recursive: true,
    }).filter(file => /\.test\.ts$/.test(file));
    return {
      skipped: suites.length,
      skippedSuites: suites.map(file => `e2e-tests/${file} (needs Chromium)`),
    };
  }
  if (failed.includes('build')) {
    throw new ExpectedError('Not run: there is no app bundle to test.');
  }
  if (!existsSync(path.join(repoRoot, 'packages/app/dist/index.html'))) {
    throw new ExpectedError("No app bundle: add the stage 'build'.");
  }
  const outputFile = path.join(scratch, 'e2e.json');
  const withoutPrometheus = missing.some(tool =>
    ['Prometheus', 'Alertmanager'].includes(tool.name),
  );
  const code = await run(...bin('@playwright/test/cli.js', 'test'), {
    env: {
      ...env,
      E2E_JSON_REPORT: outputFile,
      ...(withoutPrometheus && { E2E_WITHOUT_PROMETHEUS: 'true' }),
    },
  });
  return countPlaywright(await readJson(outputFile), code);
}

export const STAGES = {
  tsc: command('typescript/bin/tsc'),
  lint: command(BACKSTAGE_CLI, 'repo', 'lint'),
  format: command(
    'prettier/bin-prettier.js',
    '--check',
    '--loglevel=warn',
    '.',
  ),
  jest,
  build,
  e2e,
  // Its modules need what the set-up installs.
  install: async context =>
    (await import('./install/installTest.mjs')).installTest(context),
};
