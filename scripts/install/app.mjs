/** Apps as `@backstage/create-app` makes them, in a temporary folder. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import getPort from 'get-port';
import { useRegistryOfNpm } from '../dependencies.mjs';
import {
  bin,
  endProcess,
  isAnswered,
  repoRoot,
  runStep,
  startProcess,
} from '../processes.mjs';

const START_TIMEOUT_MS = 240_000;

const readJson = async file => JSON.parse(await fs.readFile(file, 'utf8'));

/**
 * Creates the app and installs it as it is. Its registry is the user's own,
 * apart from the packages under test, which come from `registry`.
 */
export async function createApp({ env, folder, legacy, registry }) {
  await useRegistryOfNpm();
  const { YARN_NPM_REGISTRY_SERVER, YARN_UNSAFE_HTTP_WHITELIST } = process.env;
  const options = {
    cwd: path.join(folder, 'app'),
    env: {
      ...env,
      ...(YARN_NPM_REGISTRY_SERVER && { YARN_NPM_REGISTRY_SERVER }),
      YARN_UNSAFE_HTTP_WHITELIST: [YARN_UNSAFE_HTTP_WHITELIST, '127.0.0.1']
        .filter(Boolean)
        .join(','),
      // Nobody looks at the window that a development server would open.
      BROWSER: 'none',
      BACKSTAGE_APP_NAME: 'fresh',
      // Yarn refuses to write its lock file where it believes to be in CI.
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
      // Would ask a search service whether a package has types of its own.
      YARN_TS_ENABLE_AUTO_TYPES: 'false',
    },
  };
  await fs.mkdir(options.cwd, { recursive: true });
  await runStep(
    ...bin(
      '@backstage/create-app/bin/backstage-create-app',
      ...['--path', options.cwd, '--skip-install'],
      ...(legacy ? ['--legacy'] : []),
    ),
    options,
  );
  await pinVersions(options.cwd);
  await fs.appendFile(
    path.join(options.cwd, '.yarnrc.yml'),
    `\nnpmScopes:\n  postmortems:\n    npmRegistryServer: '${registry.url}'\n`,
  );
  await runStep('yarn', ['install'], options);
  return options;
}

/**
 * create-app starts from a lock file that it downloads; here this
 * repository's takes that place, and what create-app asks for is taken at its
 * word, so that a new release elsewhere does not change the result from one
 * day to the next. The same reason and the same list hold for the native
 * modules that would be compiled.
 */
async function pinVersions(dir) {
  const own = await readJson(path.join(repoRoot, 'package.json'));
  const file = path.join(dir, 'package.json');
  const manifest = await readJson(file);
  const released = {};
  for (const workspace of ['packages/app', 'packages/backend']) {
    const { dependencies } = await readJson(
      path.join(dir, workspace, 'package.json'),
    );
    for (const [name, range] of Object.entries(dependencies)) {
      if (name.startsWith('@backstage/')) {
        released[name] = range.replace(/^\^/, '');
      }
    }
  }
  const pinned = {
    ...manifest,
    resolutions: { ...released, ...manifest.resolutions, ...own.resolutions },
    dependenciesMeta: own.dependenciesMeta,
  };
  await fs.writeFile(file, JSON.stringify(pinned, undefined, 2));
  await fs.copyFile(
    path.join(repoRoot, 'yarn.lock'),
    path.join(dir, 'yarn.lock'),
  );
}

/** `yarn start` on free ports. Answers with `{ url, backend, log, stop }`. */
export async function startApp({ cwd, env }) {
  const [appPort, backendPort] = [await getPort(), await getPort()];
  const url = `http://localhost:${appPort}`;
  const backend = `http://localhost:${backendPort}`;
  await fs.writeFile(
    path.join(cwd, 'app-config.local.yaml'),
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
  let output = '';
  const child = startProcess('yarn', ['start'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += chunk;
    });
  }
  const log = () => output.slice(-6_000);
  const stop = () => endProcess(child);
  for (const each of [`${backend}/.backstage/health/v1/readiness`, url]) {
    if (!(await isAnswered(each, child, START_TIMEOUT_MS))) {
      await stop();
      throw new Error(`The app did not start:\n${log()}`);
    }
  }
  return { url, backend, log, stop };
}
