/** `npm start`: the example app in demo mode, with development servers. */
import {
  ExpectedError,
  interruptible,
  repoRoot,
  startProcess,
} from './processes.mjs';
import { claimDemo, demoDatabaseDir } from './demoData.mjs';
import { isTaken } from './freePort.mjs';
import { BACKSTAGE_CLI, setUp } from './setUp.mjs';

const POLL_MS = 500;

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

async function untilReady(child, urls) {
  let ended = false;
  child.finished.then(() => {
    ended = true;
  });
  for (const url of urls) {
    while (!ended && !(await answers(url))) {
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }
  return !ended;
}

async function requireFreePort(port, variable) {
  if (await isTaken(Number(port))) {
    throw new ExpectedError(
      `Port ${port} is taken. Choose another one with ${variable}, for example: ${variable}=${
        Number(port) + 100
      } npm start`,
    );
  }
}

export async function start(args) {
  const appPort = process.env.POSTMORTEMS_APP_PORT || '3000';
  const backendPort = process.env.POSTMORTEMS_BACKEND_PORT || '7007';
  await requireFreePort(appPort, 'POSTMORTEMS_APP_PORT');
  await requireFreePort(backendPort, 'POSTMORTEMS_BACKEND_PORT');

  let release = async () => {};
  return interruptible(
    async () => {
      const { bin, env } = await setUp();
      release = await claimDemo();
      const child = startProcess(
        ...bin(BACKSTAGE_CLI, 'repo', 'start', ...args),
        {
          cwd: repoRoot,
          stdio: ['ignore', 'inherit', 'inherit'],
          env: {
            ...env,
            POSTMORTEMS_APP_PORT: appPort,
            POSTMORTEMS_BACKEND_PORT: backendPort,
            POSTMORTEMS_DEMO_DB_DIR: demoDatabaseDir,
            // The example backend seeds incidents only when told.
            POSTMORTEMS_DEMO: 'true',
          },
        },
      );
      const app = `http://localhost:${appPort}`;
      const ready = await untilReady(child, [
        `http://127.0.0.1:${backendPort}/.backstage/health/v1/readiness`,
        app,
      ]);
      if (ready) {
        process.stdout.write(
          `\nThe example app is ready: ${app}\nEnd it with Ctrl+C; \`npm run demo:reset\` clears its data.\n\n`,
        );
      }
      return (await child.finished).code;
    },
    () => release(),
  );
}
