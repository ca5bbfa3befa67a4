/**
 * Entry point of the commands in package.json. It runs on whatever Node the
 * machine has (18 or newer), before anything is installed: Node's own modules
 * only, and each command is loaded when it is asked for.
 */
import {
  BACKSTAGE_CLI,
  ExpectedError,
  bin,
  interruptible,
  run,
} from './processes.mjs';
import { ensureNode } from './toolchain.mjs';

const POSTMORTEMS = 'plugins/postmortems-backend/bin/postmortems';

const [command, ...args] = process.argv.slice(2);

const commands = {
  start: async () => (await import('./start.mjs')).start(args),
  test: async () => (await import('./testRun.mjs')).testRun(args),
  'test:install': async () =>
    (await import('./testRun.mjs')).testRun(['--only', 'tsc,packages,install']),
  'test:hostile': async () =>
    (await import('./testHostile.mjs')).testHostile(args),
  bench: async () => (await import('./bench.mjs')).bench(args),
  chaos: async () => (await import('./chaos.mjs')).chaos(args),
  postmortems: async () => {
    const { demoDatabaseDir } = await import('./demoData.mjs');
    return run(process.execPath, [POSTMORTEMS, ...args], {
      stdio: 'inherit',
      env: { POSTMORTEMS_DEMO_DB_DIR: demoDatabaseDir, ...process.env },
    });
  },
  'demo:reset': async () => (await import('./demoData.mjs')).resetDemo(),
  'docs:pictures': async () =>
    (await import('./pictures.mjs')).takePictures(args),
  'demo:simulate': async () =>
    (await import('./demoData.mjs')).simulateDemo(args),
};

async function runCommand() {
  if (!commands[command]) {
    throw new ExpectedError(
      `Unknown command '${command ?? ''}', one of: ` +
        Object.keys(commands).join(', '),
    );
  }
  const calledByYarn = process.env.npm_config_user_agent?.startsWith('yarn');
  if (calledByYarn && ['start', 'test'].includes(command)) {
    // With Yarn these two keep the meaning that they have in Backstage.
    return run(...bin(BACKSTAGE_CLI, 'repo', command, ...args), {
      stdio: 'inherit',
    });
  }
  const node = await ensureNode();
  if (node === process.execPath) {
    return commands[command]();
  }
  // The other Node ends its own child processes, each with its own grace.
  return run(node, process.argv.slice(1), { graceMs: 30_000 });
}

try {
  process.exitCode = await interruptible(runCommand);
} catch (error) {
  console.error(`\n${error.expected ? error.message : error.stack ?? error}`);
  process.exitCode = 1;
}
