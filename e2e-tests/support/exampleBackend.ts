import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import execa from 'execa';
import getPort from 'get-port';

const root = resolve(__dirname, '..', '..');
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 200;

export interface ExampleBackendOptions {
  /** Configuration on top of app-config.yaml and app-config.e2e.yaml. */
  config?: object;
  /** Environment on top of the test's own. */
  env?: Record<string, string>;
  /** Names the log, `e2e-test-report/<name>.log`. */
  name?: string;
}

/** A running example backend that also serves the built app. */
export interface ExampleBackend {
  /** Without a trailing slash; the app is here, plugins are under `/api`. */
  url: string;
  port: number;
  /** Holds the SQLite files and whatever the test wants to put there. */
  folder: string;
  /** Authorization header of the machine client in app-config.yaml. */
  machineHeaders: Record<string, string>;
  stop(): Promise<void>;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(5_000),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Starts packages/backend from source: nothing to build apart from the app,
 * and the same code as in the example. Data are in a temporary folder that
 * `stop` removes.
 */
export async function startExampleBackend(
  options: ExampleBackendOptions = {},
): Promise<ExampleBackend> {
  const folder = await mkdtemp(join(tmpdir(), 'postmortems-e2e-'));
  const port = await getPort();
  const url = `http://127.0.0.1:${port}`;
  const token = `e2e-token-${port}`;
  const extraConfig = join(folder, 'extra.yaml');
  // JSON is YAML.
  await writeFile(extraConfig, JSON.stringify(options.config ?? {}));

  const reportDir = join(root, 'e2e-test-report');
  await mkdir(reportDir, { recursive: true });
  const logFile = join(reportDir, `${options.name ?? 'backend'}.log`);
  const log = createWriteStream(logFile);

  const child = execa(
    process.execPath,
    [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      'src/index',
      ...[
        join(root, 'app-config.yaml'),
        join(root, 'app-config.e2e.yaml'),
        extraConfig,
      ].flatMap(file => ['--config', file]),
    ],
    {
      cwd: join(root, 'packages', 'backend'),
      stdin: 'ignore',
      all: true,
      buffer: false,
      reject: false,
      env: {
        NODE_ENV: 'production',
        E2E_PORT: String(port),
        E2E_BASE_URL: url,
        POSTMORTEMS_DEMO_TOKEN: token,
        POSTMORTEMS_DEMO_DB_DIR: join(folder, 'db'),
        ...options.env,
      },
    },
  );
  let tail = '';
  child.all!.on('data', chunk => {
    log.write(chunk);
    tail = `${tail}${chunk}`.slice(-8_000);
  });
  let hasEnded = false;
  child.then(() => {
    hasEnded = true;
  });

  const stop = async () => {
    child.kill('SIGTERM', { forceKillAfterTimeout: STOP_TIMEOUT_MS });
    await child;
    log.end();
    await rm(folder, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady(url))) {
    if (hasEnded || Date.now() > deadline) {
      await stop();
      throw new Error(
        `The example backend ${
          hasEnded ? 'ended' : 'was not ready in time'
        }, see ${logFile}:\n${tail}`,
      );
    }
    await new Promise(done => setTimeout(done, POLL_MS));
  }

  return {
    url,
    port,
    folder,
    machineHeaders: { authorization: `Bearer ${token}` },
    stop,
  };
}

/** A token of the guest, who is the on-call engineer of the example app. */
export async function guestToken({ url }: ExampleBackend): Promise<string> {
  const signIn = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  return (await signIn.json()).backstageIdentity.token;
}
