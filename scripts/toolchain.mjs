/**
 * The Node that Backstage wants. The machine's own is used when it fits;
 * otherwise one comes from the npm registry into `.toolchain/`, because npm
 * and its registry are the only things that are certain to be there.
 */
import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import {
  ExpectedError,
  capture,
  log,
  repoRoot,
  runStep,
} from './processes.mjs';
import { npm } from './npm.mjs';

const ACCEPTED_MAJORS = [22, 24];
const VERSION = '24.21.0';
const OLDEST_FOR_SETUP = 18;

const toolchainDir = path.resolve(
  repoRoot,
  process.env.POSTMORTEMS_TOOLCHAIN_DIR || '.toolchain',
);
const binary = process.platform === 'win32' ? 'node.exe' : 'node';

/** `node` as a package is a chooser: the binaries are packages per platform. */
function binaryPackage() {
  const name = `${process.platform}-${process.arch}`.replace('win32', 'win');
  return name === 'darwin-arm64' ? `node-bin-${name}` : `node-${name}`;
}

function major(version) {
  return Number(version.replace(/^v/, '').split('.')[0]);
}

/** The folder with `include/node`, which native builds need; if there is one. */
function headersBeside(executable) {
  const prefix = path.dirname(path.dirname(executable));
  return existsSync(path.join(prefix, 'include', 'node', 'node.h'))
    ? prefix
    : undefined;
}

/** Where an installation in `folder` has put the executable. */
function findExecutable(folder) {
  return [
    path.join(folder, 'node_modules', binaryPackage(), 'bin', binary),
    path.join(folder, 'node_modules', 'node', 'bin', binary),
  ].find(candidate => existsSync(candidate));
}

/** Removes what runs that were cut off have left behind. */
async function removeLeftovers() {
  const entries = await fs.readdir(toolchainDir).catch(() => []);
  for (const entry of entries) {
    const pid = /^partial-(\d+)$/.exec(entry)?.[1];
    if (pid && !isAlive(Number(pid))) {
      await fs.rm(path.join(toolchainDir, entry), {
        recursive: true,
        force: true,
      });
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function installInto(folder) {
  await fs.mkdir(folder, { recursive: true });
  // A package.json of its own keeps npm from walking up into the repository.
  await fs.writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
  const install = async (...specs) =>
    runStep(
      ...npm(
        'install',
        '--prefix',
        folder,
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--no-package-lock',
        '--loglevel=error',
        ...specs,
      ),
      { cwd: folder },
    );
  try {
    await install('--ignore-scripts', `${binaryPackage()}@${VERSION}`);
  } catch {
    log(`No ${binaryPackage()}@${VERSION} in the registry, trying node@24`);
    await install('node@24');
  }
  const executable = findExecutable(folder);
  const { code, stdout } = executable
    ? await capture(executable, ['--version'])
    : { code: 1, stdout: '' };
  if (code !== 0 || !ACCEPTED_MAJORS.includes(major(stdout))) {
    throw new ExpectedError(
      `The npm registry has no Node for ${process.platform}-${process.arch} that runs here. ` +
        `Install Node ${ACCEPTED_MAJORS.join(
          ' or ',
        )} and run the command again.`,
    );
  }
}

async function installNode() {
  const home = path.join(toolchainDir, `node-${VERSION}`);
  if (!findExecutable(home)) {
    log(
      `Node ${process.version} is not ${ACCEPTED_MAJORS.join(
        ' or ',
      )}: installing ${VERSION} into ${toolchainDir}`,
    );
    await removeLeftovers();
    // Renaming is atomic: a run that is cut off halfway leaves nothing that
    // the next one would take for an installation.
    const partial = path.join(toolchainDir, `partial-${process.pid}`);
    try {
      await installInto(partial);
      await fs.rename(partial, home).catch(error => {
        // Another run was faster.
        if (!findExecutable(home)) {
          throw error;
        }
      });
    } finally {
      await fs.rm(partial, { recursive: true, force: true });
    }
  }
  return findExecutable(home);
}

/** Answers with the executable and the environment that puts it first. */
export async function ensureNode() {
  const own = major(process.version);
  if (own < OLDEST_FOR_SETUP) {
    throw new ExpectedError(
      `Node ${process.version} is too old for the set-up, which needs ${OLDEST_FOR_SETUP} or newer.`,
    );
  }
  const node = ACCEPTED_MAJORS.includes(own)
    ? process.execPath
    : await installNode();
  const headers = headersBeside(node);
  return {
    node,
    env: {
      PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
      // A machine's npm configuration may point at another Node's headers.
      ...(headers && { npm_config_nodedir: headers }),
    },
  };
}
