/** Apps as `@backstage/create-app` makes them, in a temporary folder. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { freePort } from '../freePort.mjs';
import { YARN_RELEASE, registryEnv } from '../dependencies.mjs';
import {
  capture,
  endProcess,
  repoRoot,
  runStep,
  startProcess,
} from '../processes.mjs';

const START_TIMEOUT_MS = 240_000;
const POLL_MS = 500;

/**
 * Creates the app and installs it as it is. Its registry is the user's own,
 * apart from the packages under test, which come from `packages`.
 */
export async function createApp({ node, env, folder, legacy, packages }) {
  const registry = await registryEnv();
  const appEnv = {
    ...env,
    ...registry,
    BACKSTAGE_APP_NAME: 'fresh',
    YARN_UNSAFE_HTTP_WHITELIST: [
      registry.YARN_UNSAFE_HTTP_WHITELIST,
      '127.0.0.1',
    ]
      .filter(Boolean)
      .join(','),
    // Nobody looks at the window that a development server would open.
    BROWSER: 'none',
    // Yarn refuses to write its lock file where it believes to be in CI.
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    // Would ask a search service whether a package has types of its own.
    YARN_TS_ENABLE_AUTO_TYPES: 'false',
  };
  const dir = path.join(folder, 'app');
  await fs.mkdir(dir, { recursive: true });
  await runStep(
    node,
    [
      path.join(
        repoRoot,
        'node_modules/@backstage/create-app/bin/backstage-create-app',
      ),
      '--path',
      dir,
      '--skip-install',
      ...(legacy ? ['--legacy'] : []),
    ],
    { cwd: folder, env: appEnv },
  );
  await pinVersions(dir);
  await fs.appendFile(
    path.join(dir, '.yarnrc.yml'),
    `\nnpmScopes:\n  postmortems:\n    npmRegistryServer: '${packages.url}'\n`,
  );
  await forgetPackages(packages.names, { cwd: dir, env: appEnv });
  await runStep('yarn', ['install'], { cwd: dir, env: appEnv });
  return { dir, env: appEnv };
}

/**
 * Yarn's cache knows a package by its name and version. What an earlier run left there under the same version is not what is
 * under test.
 */
async function forgetPackages(names, options) {
  const { stdout: folder } = await capture(
    'yarn',
    ['config', 'get', 'cacheFolder'],
    options,
  );
  const prefixes = names.map(name => `${name.replace('/', '-')}-npm-`);
  const cached = await fs.readdir(folder).catch(() => []);
  for (const file of cached) {
    if (prefixes.some(prefix => file.startsWith(prefix))) {
      await fs.rm(path.join(folder, file));
    }
  }
}

/**
 * create-app starts from a lock file that it downloads; here this
 * repository's takes that place, and what create-app asks for is taken at its
 * word, so that a new release elsewhere does not change the result from one
 * day to the next. The same reason and the same list hold for the native
 * modules that would be compiled.
 */
async function pinVersions(dir) {
  const read = async file => JSON.parse(await fs.readFile(file, 'utf8'));
  const own = await read(path.join(repoRoot, 'package.json'));
  const file = path.join(dir, 'package.json');
  const manifest = await read(file);
  const released = {};
  for (const workspace of ['app', 'backend']) {
    const { dependencies } = await read(
      path.join(dir, 'packages', workspace, 'package.json'),
    );
    for (const [name, range] of Object.entries(dependencies)) {
      if (name.startsWith('@backstage/')) {
        released[name] = range.replace(/^\^/, '');
      }
    }
  }
  await fs.writeFile(
    file,
    JSON.stringify(
      {
        ...manifest,
        resolutions: {
          ...released,
          ...manifest.resolutions,
          ...own.resolutions,
        },
        dependenciesMeta: own.dependenciesMeta,
      },
      undefined,
      2,
    ),
  );
  await fs.copyFile(
    path.join(repoRoot, 'yarn.lock'),
    path.join(dir, 'yarn.lock'),
  );
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** `yarn start` on free ports. Answers with `{ url, backend, log, stop }`. */
export async function startApp({ dir, env }) {
  const [appPort, backendPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${appPort}`;
  const backend = `http://localhost:${backendPort}`;
  await fs.writeFile(
    path.join(dir, 'app-config.local.yaml'),
    // JSON is YAML.
    JSON.stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: backend,
        listen: { port: backendPort },
        cors: { origin: url },
      },
    }),
  );
  const output = [];
  const child = startProcess('yarn', ['start'], {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => output.push(chunk));
  }
  const log = () => Buffer.concat(output).toString('utf8');
  const stop = () => endProcess(child);
  let ended = false;
  child.finished.then(() => {
    ended = true;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (const each of [`${backend}/.backstage/health/v1/readiness`, url]) {
    while (!(await answers(each))) {
      if (ended || Date.now() > deadline) {
        await stop();
        throw new Error(`The app did not start:\n${log().slice(-6_000)}`);
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }
  return { url, backend, log, stop };
}
