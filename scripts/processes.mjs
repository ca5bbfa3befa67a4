/**
 * Child processes, each in a process group of its own: when a command ends, or
 * is interrupted, everything it started ends with it, and nothing else does.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repoRoot = path.resolve(
  fileURLToPath(new URL('..', import.meta.url)),
);

export const BACKSTAGE_CLI = '@backstage/cli/bin/backstage-cli';

const isWindows = process.platform === 'win32';
const running = new Set();
const cleanUps = [];

/** An error that the user can act on: shown without a stack. */
export class ExpectedError extends Error {
  expected = true;
}

/** Progress of the set-up. On stderr: stdout belongs to results. */
export function log(message) {
  process.stderr.write(`[postmortems] ${message}\n`);
}

/** Command and arguments that run a file of an installed package. */
export function bin(file, ...args) {
  return [
    process.execPath,
    [path.join(repoRoot, 'node_modules', file), ...args],
  ];
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Starts a process whose whole group `endProcess` can end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { graceMs?: number }} [options]
 */
export function startProcess(
  command,
  args,
  { graceMs = 10_000, ...options } = {},
) {
  const child = spawn(command, args, {
    cwd: repoRoot,
    detached: !isWindows,
    windowsHide: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  running.add(child);
  child.graceMs = graceMs;
  child.finished = new Promise(resolve => {
    child.once('error', error => resolve({ code: 127, error }));
    // Not `exit`: what it wrote last would be missing from its output.
    child.once('close', code => resolve({ code: code ?? 1 }));
  }).finally(() => running.delete(child));
  return child;
}

function signalGroup(child, signal) {
  try {
    process.kill(isWindows ? child.pid : -child.pid, signal);
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
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), child.graceMs);
  await child.finished;
  clearTimeout(timer);
}

/** Runs to the end with its output shown; answers with the exit code. */
export async function run(command, args, options) {
  const { code, error } = await startProcess(command, args, options).finished;
  if (error) {
    process.stderr.write(`Cannot run ${command}: ${error.message}\n`);
  }
  return code;
}

/** As `run`, for steps of the set-up: output on stderr, and failure throws. */
export async function runStep(command, args, options) {
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

/** Runs to the end; answers with what it wrote to the streams that are pipes. */
export async function capture(command, args, options) {
  const child = startProcess(command, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    ...options,
  });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', chunk => chunks.push(chunk));
  }
  const { code } = await child.finished;
  return { code, output: Buffer.concat(chunks).toString('utf8').trim() };
}

/** Has `cleanUp` done when the command ends, however it ends. */
export function atEnd(cleanUp) {
  cleanUps.unshift(cleanUp);
}

/** Whether the address answers within `withinMs`; false as soon as `child` ends. */
export async function isAnswered(url, child, withinMs = Infinity) {
  const deadline = Date.now() + withinMs;
  while (running.has(child) && Date.now() < deadline) {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
    if (answer?.ok) {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  return false;
}

async function end() {
  await Promise.all([...running].map(endProcess));
  for (const cleanUp of cleanUps.splice(0)) {
    await cleanUp();
  }
}

/** Runs `job`, and ends everything also when the user or the machine interrupts. */
export async function interruptible(job) {
  const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };
  let interrupted = false;
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, async () => {
      if (!interrupted) {
        interrupted = true;
        await end();
        process.exit(128 + number);
      }
    });
  }
  try {
    return await job();
  } finally {
    if (!interrupted) {
      await end();
    }
  }
}
