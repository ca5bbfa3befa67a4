/** `npm start`: the example app in demo mode, with development servers. */
import { claimDemo, demoDatabaseDir } from './demoData.mjs';
import { ensureDependencies } from './dependencies.mjs';
import {
  BACKSTAGE_CLI,
  ExpectedError,
  bin,
  isAnswered,
  startProcess,
} from './processes.mjs';

async function requireFreePort(port, variable) {
  const { default: getPort } = await import('get-port');
  if ((await getPort({ port })) !== port) {
    throw new ExpectedError(
      `Port ${port} is taken. Choose another one with ${variable}, ` +
        `for example: ${variable}=${port + 100} npm start`,
    );
  }
}

export async function start(args) {
  await ensureDependencies();
  const appPort = Number(process.env.POSTMORTEMS_APP_PORT || 3000);
  const backendPort = Number(process.env.POSTMORTEMS_BACKEND_PORT || 7007);
  await requireFreePort(appPort, 'POSTMORTEMS_APP_PORT');
  await requireFreePort(backendPort, 'POSTMORTEMS_BACKEND_PORT');
  await claimDemo();

  const child = startProcess(...bin(BACKSTAGE_CLI, 'repo', 'start', ...args), {
    env: {
      ...process.env,
      POSTMORTEMS_APP_PORT: appPort,
      POSTMORTEMS_BACKEND_PORT: backendPort,
      POSTMORTEMS_DEMO_DB_DIR: demoDatabaseDir,
      // The example backend seeds incidents only when told.
      POSTMORTEMS_DEMO: 'true',
    },
  });
  const app = `http://localhost:${appPort}`;
  const backend = `http://127.0.0.1:${backendPort}`;
  if (
    (await isAnswered(`${backend}/.backstage/health/v1/readiness`, child)) &&
    (await isAnswered(app, child))
  ) {
    process.stdout.write(
      `\nThe example app is ready: ${app}\nEnd it with Ctrl+C; \`npm run demo:reset\` clears its data.\n\n`,
    );
  }
  return (await child.finished).code;
}
