/**
 * `npm test`: everything that proves the project, in stages, with one result
 * for the whole run. Each stage runs whatever the others gave, so that one run
 * tells everything that is wrong.
 */
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { ExpectedError, atEnd, log } from './processes.mjs';
import { ensureSystemTools } from './systemTools.mjs';

// One after the other, apart from the stages of a group.
const GROUPS = [
  // These use one core each and print only what is wrong.
  ['tsc', 'lint', 'format'],
  ['reports'],
  ['jest'],
  ['build'],
  ['packages'],
  // Both mostly wait: for pages, downloads and schedules.
  ['e2e', 'install'],
  // Needs the machine for itself: how long things take decides what it meets.
  ['chaos'],
];
const STAGES = GROUPS.flat();
// These are shown with their name when they have ended, as others run beside them.
const SHOWN_AT_END = ['tsc', 'lint', 'format', 'e2e'];

function selectedStages(args) {
  const [option, value = ''] = args.join('=').split('=');
  const names = value.split(',');
  const isValid = option === '--only' && names.every(n => STAGES.includes(n));
  if (args.length > 0 && !isValid) {
    throw new ExpectedError(
      `Usage: npm test [-- --only stage,…], with stages of: ${STAGES.join(
        ', ',
      )}`,
    );
  }
  return STAGES.filter(name => args.length === 0 || names.includes(name));
}

async function timed(name, job) {
  const started = Date.now();
  let counts;
  try {
    counts = await job();
  } catch (error) {
    process.stdout.write(`${error.expected ? error.message : error.stack}\n`);
    counts = { failed: 1 };
  }
  const seconds = (Date.now() - started) / 1000;
  const none = { passed: 0, failed: 0, skipped: 0, skippedSuites: [] };
  return { name, ...none, ...counts, seconds };
}

function report(results) {
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  const lines = results.map(({ name, passed, failed, skipped, seconds }) =>
    [
      failed > 0 ? 'FAILED' : 'ok    ',
      name.padEnd(8),
      `${seconds.toFixed(1)} s`.padStart(9),
      ` ${passed} passed, ${failed} failed, ${skipped} skipped`,
    ].join(' '),
  );
  const skippedSuites = results.flatMap(result => result.skippedSuites);
  if (skippedSuites.length > 0) {
    lines.push('', 'Skipped:', ...skippedSuites.map(suite => `  ${suite}`));
  }
  const total = `${sum('passed')} passed, ${sum('failed')} failed`;
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  process.stdout.write(
    ['', '=== result', ...lines, '', `${total}${skipped}`, ''].join('\n'),
  );
  return sum('failed') === 0 ? 0 : 1;
}

async function setUp() {
  await ensureDependencies();
  const missing = await ensureSystemTools();
  const isCI = !['', '0', 'false'].includes(process.env.CI ?? '');
  if (missing.length > 0 && isCI) {
    // On a machine for continuous integration a skipped proof is no proof.
    log('CI is set: suites that cannot run count as a failure');
    return { failed: missing.length, missing };
  }
  return { passed: 1, missing };
}

export async function testRun(args) {
  const names = selectedStages(args);
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'postmortems-test-'));
  atEnd(() => fs.rm(scratch, { recursive: true, force: true }));

  process.stdout.write('\n=== set-up\n');
  const { missing, ...ready } = await timed('set-up', setUp);
  const results = [ready];
  if (missing) {
    // The stages need what the set-up installs.
    const { stages } = await import('./testStages.mjs');
    const runStage = async name => {
      if (!SHOWN_AT_END.includes(name)) {
        process.stdout.write(`\n=== ${name}\n`);
      }
      const failed = results.filter(r => r.failed > 0).map(r => r.name);
      results.push(
        await timed(name, () => stages[name]({ missing, scratch, failed })),
      );
    };
    for (const group of GROUPS) {
      await Promise.all(group.filter(n => names.includes(n)).map(runStage));
    }
  }
  return report(results);
}
