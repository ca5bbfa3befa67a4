/**
 * Child processes, each in a process group of its own: when a command ends, or
 * is interrupted, everything it started ends with it, and nothing else does.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const repoRoot = fileURLToPath(new URL('..', import.meta.url)).replace(
  /[\\/]$/,
  '',
);

const isWindows = process.platform === 'win32';
const running = new Set();
const GRACE_MS = 10_000;

/** An error that the user can act on: shown without a stack. */
export class ExpectedError extends Error {
  expected = true;
}

/** Progress of the set-up. On stderr: stdout belongs to results. */
export function log(message) {
  process.stderr.write(`[postmortems] ${message}\n`);
}

/** Starts a process whose whole group `endProcess` can end. */
export function startProcess(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: repoRoot,
    detached: !isWindows,
    windowsHide: true,
    ...options,
  });
  running.add(child);
  child.finished = new Promise(resolve => {
    child.once('error', error => {
      running.delete(child);
      resolve({ code: 127, error });
    });
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 1, signal });
    });
  });
  return child;
}

function signalGroup(child, signal) {
  try {
    if (isWindows) {
      child.kill(signal);
    } else {
      process.kill(-child.pid, signal);
    }
  } catch (error) {
    // ESRCH: it has ended by itself in the meantime.
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

export async function endProcess(child) {
  if (!running.has(child) || !child.pid) {
    return;
  }
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  await child.finished;
  clearTimeout(timer);
}

/** Runs to the end with its output shown; answers with the exit code. */
export async function run(command, args, options = {}) {
  const child = startProcess(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  const { code, error } = await child.finished;
  if (error) {
    process.stderr.write(`Cannot run ${command}: ${error.message}\n`);
  }
  return code;
}

/** As `run`, for steps of the set-up: output on stderr, and failure throws. */
export async function runStep(command, args, options = {}) {
  const code = await run(command, args, {
    stdio: ['ignore', process.stderr, process.stderr],
    ...options,
  });
  if (code !== 0) {
    throw new ExpectedError(
      `'${[command, ...args].join(' ')}' ended with exit code ${code}`,
    );
  }
}

/** Runs to the end and answers with what it wrote to stdout. */
export async function capture(command, args, options = {}) {
  const child = startProcess(command, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    ...options,
  });
  const chunks = [];
  child.stdout?.on('data', chunk => chunks.push(chunk));
  const closed = new Promise(resolve => {
    child.once('close', resolve);
    child.once('error', resolve);
  });
  const { code } = await child.finished;
  await closed;
  return { code, stdout: Buffer.concat(chunks).toString('utf8').trim() };
}

/**
 * Runs `job`, then `cleanUp`, also when the user or the machine interrupts:
 * all processes started here are ended before this one is.
 */
export async function interruptible(job, cleanUp = async () => {}) {
  let interrupted = false;
  const onSignal = async (signal, number) => {
    if (interrupted) {
      return;
    }
    interrupted = true;
    await Promise.all([...running].map(endProcess));
    await cleanUp();
    process.exit(128 + number);
  };
  process.on('SIGINT', () => onSignal('SIGINT', 2));
  process.on('SIGTERM', () => onSignal('SIGTERM', 15));
  process.on('SIGHUP', () => onSignal('SIGHUP', 1));
  try {
    return await job();
  } finally {
    if (!interrupted) {
      await Promise.all([...running].map(endProcess));
      await cleanUp();
    }
  }
}
