import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  ExpectedError,
  interruptible,
  repoRoot,
} from '../scripts/processes.mjs';
import { sha256 } from './check/rehash';
import { CLIENTS, notificationsOf, stepsOf } from './plan';
import { postgresScenario } from './postgres';
import { Report } from './report';
import { faultsOf } from './schedule';
import { sqliteScenario } from './sqlite';
import { stormScenario } from './storm/storm';

const STEPS_IN_DIGEST = 1000;
const WINDOWS_IN_DIGEST = 10;

function readArgs() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '2' },
      counts: { type: 'string' },
      storm: { type: 'boolean', default: false },
      scale: { type: 'string', default: '1' },
    },
  });
  const seed = Number(values.seed);
  const minutes = Number(values.minutes);
  const scale = Number(values.scale);
  if (
    !Number.isSafeInteger(seed) ||
    !(minutes > 0) ||
    !(scale > 0 && scale <= 1)
  ) {
    throw new ExpectedError(
      'Usage: npm run chaos -- [--seed N] [--minutes M | --storm [--scale 0.1]]',
    );
  }
  const { storm, counts } = values;
  return { seed, minutes, scale, storm, counts };
}

/** Of all that a seed decides. */
function digestOf(seed: number, minutes: number): string {
  const steps = Array.from({ length: CLIENTS }, (_, client) =>
    first(STEPS_IN_DIGEST, stepsOf(seed, client)),
  );
  const notifications = first(WINDOWS_IN_DIGEST, notificationsOf(seed));
  const all = { faults: faultsOf(seed, minutes), steps, notifications };
  return sha256(JSON.stringify(all)).slice(0, 16);
}

function first<T>(count: number, from: Iterator<T>): T[] {
  return Array.from({ length: count }, () => from.next().value);
}

async function main(): Promise<number> {
  const { seed, minutes, scale, storm, counts } = readArgs();
  const folder = join(repoRoot, 'chaos-report');
  // Replicas of a run that was interrupted may still end
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  await mkdir(folder);
  // Whoever waits for something that never comes must not wait for ever
  setTimeout(() => {
    process.stderr.write('The run did not come to its end in time\n');
    process.kill(process.pid, 'SIGTERM');
  }, (minutes * 4 + 12) * 60_000).unref();
  const report = new Report();
  if (storm) {
    await stormScenario({ seed, scale, folder, report });
  } else {
    process.stdout.write(
      `seed ${seed}, ${minutes} minutes, plan ${digestOf(seed, minutes)}\n`,
    );
    await postgresScenario({ seed, minutes, folder, report });
    await sqliteScenario({ seed, folder, report });
  }
  const { passed, failed } = report.end();
  if (counts) await writeFile(counts, JSON.stringify({ passed, failed }));
  return failed === 0 ? 0 : 1;
}

interruptible(main).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${error.expected ? error.message : error.stack}\n`);
    process.exit(1);
  },
);
