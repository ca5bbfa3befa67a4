/** The demo's data: one folder that survives restarts, and its removal. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { ExpectedError, repoRoot } from './processes.mjs';

const demoDir = path.resolve(
  repoRoot,
  process.env.POSTMORTEMS_DEMO_DIR || '.demo',
);
const pidFile = path.join(demoDir, 'running.pid');

export const demoDatabaseDir = path.join(demoDir, 'db');

async function runningPid() {
  const pid = Number(await fs.readFile(pidFile, 'utf8').catch(() => NaN));
  if (!pid || pid === process.pid) {
    return undefined;
  }
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? pid : undefined;
  }
}

/** Says that the demo runs, so that nobody removes the data under it. */
export async function claimDemo() {
  const pid = await runningPid();
  if (pid) {
    throw new ExpectedError(
      `The demo runs already (process ${pid}). End it first; if that process is something else, remove ${pidFile}.`,
    );
  }
  await fs.mkdir(demoDir, { recursive: true });
  await fs.writeFile(pidFile, String(process.pid));
  return () => fs.rm(pidFile, { force: true });
}

export async function resetDemo() {
  const pid = await runningPid();
  if (pid) {
    throw new ExpectedError(
      `The demo is running (process ${pid}): end it first, then run demo:reset again. If that process is something else, remove ${pidFile}.`,
    );
  }
  await fs.rm(demoDir, { recursive: true, force: true });
  console.log('The demo is reset: the next `npm start` seeds it anew.');
  return 0;
}
