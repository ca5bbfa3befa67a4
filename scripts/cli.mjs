/**
 * Entry point of the commands in package.json. It runs on whatever Node the
 * machine has (18 or newer), before anything is installed: Node's own modules
 * only, and each job is loaded when it is asked for.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [command, ...args] = process.argv.slice(2);

/** Called by npm: does all the set-up itself. */
const jobs = {
  start: async () => (await import('./start.mjs')).start(args),
  test: async () => (await import('./testRun.mjs')).testRun(args),
  'test:install': async () =>
    (await import('./testRun.mjs')).testRun(['--only', 'tsc,install']),
  bench: async () => (await import('./bench.mjs')).bench(args),
  'demo:reset': async () => (await import('./demoData.mjs')).resetDemo(),
  'demo:record': async () => (await import('./demoRecord.mjs')).record(args),
};

/** Called by Yarn: these two keep the meaning that they have in Backstage. */
const backstageMeaning = {
  start: ['repo', 'start'],
  test: ['repo', 'test'],
};

const calledByYarn = (process.env.npm_config_user_agent ?? '').startsWith(
  'yarn',
);

if (!jobs[command]) {
  console.error(
    `Unknown command '${command ?? ''}', one of: ${Object.keys(jobs).join(
      ', ',
    )}`,
  );
  process.exitCode = 2;
} else if (calledByYarn && backstageMeaning[command]) {
  const cli = fileURLToPath(
    new URL(
      '../node_modules/@backstage/cli/bin/backstage-cli',
      import.meta.url,
    ),
  );
  const { status } = spawnSync(
    process.execPath,
    [cli, ...backstageMeaning[command], ...args],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
} else {
  try {
    process.exitCode = await jobs[command]();
  } catch (error) {
    console.error(`\n${error.expected ? error.message : error.stack ?? error}`);
    process.exitCode = 1;
  }
}
