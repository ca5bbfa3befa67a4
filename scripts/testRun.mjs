/**
 * `npm test`: everything that proves the project, in stages, with one result
 * for the whole run. Each stage runs whatever the others gave, so that one run
 * tells everything that is wrong.
 */
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ExpectedError, interruptible, log } from './processes.mjs';
import { setUp } from './setUp.mjs';
import { ensureSystemTools } from './systemTools.mjs';
import { STAGES } from './testStages.mjs';

const NONE = { passed: 0, failed: 0, skipped: 0, skippedSuites: [] };

function selectedStages(args) {
  const at = args.findIndex(arg => arg === '--only' || /^--only=/.test(arg));
  if (at < 0) {
    if (args.length > 0) {
      throw new ExpectedError(
        `Unknown argument '${
          args[0]
        }'. Usage: npm test [-- --only ${Object.keys(STAGES).join(',')}]`,
      );
    }
    return Object.keys(STAGES);
  }
  const value = args[at].split('=')[1] ?? args[at + 1] ?? '';
  const names = value.split(',').filter(Boolean);
  const unknown = names.find(name => !STAGES[name]);
  if (names.length === 0 || unknown !== undefined) {
    throw new ExpectedError(
      `Unknown stage '${unknown ?? ''}', one of: ${Object.keys(STAGES).join(
        ', ',
      )}`,
    );
  }
  return Object.keys(STAGES).filter(name => names.includes(name));
}

async function timed(name, job) {
  const started = Date.now();
  process.stdout.write(`\n=== ${name}\n`);
  let result;
  try {
    result = { ...NONE, ...(await job()) };
  } catch (error) {
    process.stdout.write(`${error.expected ? error.message : error.stack}\n`);
    result = { ...NONE, failed: 1 };
  }
  return { name, ...result, seconds: (Date.now() - started) / 1000 };
}

function report(results) {
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  const skippedSuites = results.flatMap(result => result.skippedSuites);
  const lines = ['', '=== result'];
  for (const { name, passed, failed, skipped, seconds } of results) {
    lines.push(
      [
        failed > 0 ? 'FAILED' : 'ok    ',
        name.padEnd(8),
        `${seconds.toFixed(1)} s`.padStart(9),
        ` ${passed} passed, ${failed} failed, ${skipped} skipped`,
      ].join(' '),
    );
  }
  if (skippedSuites.length > 0) {
    lines.push('', 'Skipped:', ...skippedSuites.map(suite => `  ${suite}`));
  }
  const skipped = sum('skipped');
  lines.push(
    '',
    `${sum('passed')} passed, ${sum('failed')} failed${
      skipped > 0 ? `, ${skipped} skipped` : ''
    }`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  return sum('failed') === 0 ? 0 : 1;
}

/** On a machine for continuous integration a skipped proof is no proof. */
function isCI() {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}

export async function testRun(args) {
  const names = selectedStages(args);
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'postmortems-test-'));
  const results = [];

  return interruptible(
    async () => {
      let context;
      results.push(
        await timed('set-up', async () => {
          const base = await setUp();
          const tools = await ensureSystemTools();
          context = {
            ...base,
            env: { ...base.env, ...tools.env },
            missing: tools.missing,
            scratch,
          };
          if (tools.missing.length > 0 && isCI()) {
            log('CI is set: suites that cannot run count as a failure');
            return { failed: tools.missing.length };
          }
          return { passed: 1 };
        }),
      );
      if (context) {
        for (const name of names) {
          const failed = results.filter(r => r.failed > 0).map(r => r.name);
          results.push(
            await timed(name, () => STAGES[name]({ ...context, failed })),
          );
        }
      }
      return report(results);
    },
    () => fs.rm(scratch, { recursive: true, force: true }),
  );
}
