/** `yarn install`, and only when what is declared has changed. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { capture, log, repoRoot, runStep } from './processes.mjs';
import { fingerprint, workspaces } from './fingerprint.mjs';
import { npm } from './toolchain.mjs';

export const YARN_RELEASE = path.join(
  repoRoot,
  '.yarn/releases/yarn-4.13.0.cjs',
);
// Inside node_modules, so that removing the one removes the other.
const stamp = path.join(repoRoot, 'node_modules', '.postmortems-install');

/**
 * npm's registry for Yarn, which does not read npm's settings, so that people
 * behind a mirror are served by it too. An explicit one of the user's wins.
 */
export async function useRegistryOfNpm() {
  if (process.env.YARN_NPM_REGISTRY_SERVER) {
    return;
  }
  const { output } = await capture(...npm('config', 'get', 'registry'));
  if (/^https?:\/\//.test(output)) {
    const { protocol, hostname } = new URL(output);
    process.env.YARN_NPM_REGISTRY_SERVER = output;
    if (protocol === 'http:') {
      // Yarn refuses plain HTTP unless told; npm has been told already.
      process.env.YARN_UNSAFE_HTTP_WHITELIST = hostname;
    }
  }
}

/** Everything that has to be there before a command can do its job. */
export async function ensureDependencies() {
  // Each tool sets its own; an inherited one would change what it builds.
  delete process.env.NODE_ENV;
  const wanted = fingerprint(
    [
      'package.json',
      'yarn.lock',
      '.yarnrc.yml',
      ...workspaces().map(({ dir }) => path.join(dir, 'package.json')),
    ],
    `${process.platform}-${process.arch}`,
  );
  const installed = await fs.readFile(stamp, 'utf8').catch(() => undefined);
  if (installed === wanted) {
    return;
  }
  log('Installing dependencies with Yarn');
  // First gone, then written: an installation that is cut off is done again.
  await fs.rm(stamp, { force: true });
  await useRegistryOfNpm();
  await runStep(process.execPath, [YARN_RELEASE, 'install', '--immutable']);
  await fs.writeFile(stamp, wanted);
}
