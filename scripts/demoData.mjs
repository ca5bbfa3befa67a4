/** The demo's data: one folder that survives restarts, its removal, and how its incidents are made. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { ExpectedError, atEnd, isAlive, repoRoot, run } from './processes.mjs';

const demoDir = path.resolve(
  repoRoot,
  process.env.POSTMORTEMS_DEMO_DIR || '.demo',
);
const pidFile = path.join(demoDir, 'running.pid');

export const demoDatabaseDir = path.join(demoDir, 'db');

async function requireNotRunning() {
  const pid = Number(await fs.readFile(pidFile, 'utf8').catch(() => 0));
  if (pid && pid !== process.pid && isAlive(pid)) {
    throw new ExpectedError(
      `The demo is running (process ${pid}): end it first. If that process is something else, remove ${pidFile}.`,
    );
  }
}

/** Says that the demo runs, so that nobody removes the data under it. */
export async function claimDemo() {
  await requireNotRunning();
  await fs.mkdir(demoDir, { recursive: true });
  await fs.writeFile(pidFile, String(process.pid));
  atEnd(() => fs.rm(pidFile, { force: true }));
}

export async function resetDemo() {
  await requireNotRunning();
  await fs.rm(demoDir, { recursive: true, force: true });
  console.log('The demo is reset: the next `npm start` seeds it anew.');
  return 0;
}

/** `npm run demo:simulate`: computes the shop's incidents again. */
export async function simulateDemo(args) {
  const script = path.join(repoRoot, 'examples', 'simulate', 'simulate.mjs');
  return run(process.execPath, [script, ...args]);
}
