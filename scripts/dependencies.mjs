/** `yarn install`, and only when what is declared has changed. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { log, repoRoot, runStep } from './processes.mjs';
import { fingerprint, workspaces } from './fingerprint.mjs';
import { registryAddress } from './npm.mjs';

export const YARN_RELEASE = '.yarn/releases/yarn-4.13.0.cjs';
// Inside node_modules, so that removing the one removes the other.
const stamp = path.join(repoRoot, 'node_modules', '.postmortems-install');

/** Yarn does not read npm's settings; an explicit one of the user's wins. */
export async function registryEnv() {
  if (process.env.YARN_NPM_REGISTRY_SERVER) {
    return {};
  }
  const address = await registryAddress();
  if (!address) {
    return {};
  }
  const { protocol, hostname } = new URL(address);
  return {
    YARN_NPM_REGISTRY_SERVER: address,
    // Yarn refuses plain HTTP unless told; npm has been told already.
    ...(protocol === 'http:' && { YARN_UNSAFE_HTTP_WHITELIST: hostname }),
  };
}

export async function ensureDependencies({ node, env }) {
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
  await runStep(node, [YARN_RELEASE, 'install', '--immutable'], {
    env: { ...env, ...(await registryEnv()) },
  });
  await fs.writeFile(stamp, wanted);
}
