/**
 * The Node that Backstage wants. The machine's own is used when it fits;
 * otherwise one comes from the npm registry into `.toolchain/`, because npm
 * and its registry are the only things that are certain to be there.
 */
import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import {
  ExpectedError,
  atEnd,
  capture,
  log,
  repoRoot,
  runStep,
} from './processes.mjs';

const ACCEPTED_MAJORS = ['22', '24'];
const VERSION = '24.21.0';
const OLDEST_FOR_SETUP = 18;

const toolchainDir = path.resolve(
  repoRoot,
  process.env.POSTMORTEMS_TOOLCHAIN_DIR || '.toolchain',
);
const home = path.join(toolchainDir, `node-${VERSION}`);

/** Command and arguments of the npm that called us, or the one on the PATH. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.c?js$/.test(script)
    ? [process.execPath, [script, ...args]]
    : ['npm', args];
}

/** `node` as a package is a chooser: the binaries are packages per platform. */
function binaryPackage() {
  const name = `${process.platform}-${process.arch}`.replace('win32', 'win');
  return name === 'darwin-arm64' ? `node-bin-${name}` : `node-${name}`;
}

function executableIn(folder) {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(folder, 'node_modules', binaryPackage(), 'bin', file);
}

async function installInto(folder) {
  await fs.mkdir(folder, { recursive: true });
  // A package.json of its own keeps npm from walking up into the repository.
  await fs.writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  await runStep(
    ...npm('install', ...options, `${binaryPackage()}@${VERSION}`),
    { cwd: folder },
  );
  const { code } = await capture(executableIn(folder), ['--version']);
  if (code !== 0) {
    throw new ExpectedError(
      `The npm registry's Node does not run here. Install Node ` +
        `${ACCEPTED_MAJORS.join(' or ')} and run the command again.`,
    );
  }
}

async function installNode() {
  log(
    `Node ${process.version} is not ${ACCEPTED_MAJORS.join(' or ')}: ` +
      `installing ${VERSION} into ${toolchainDir}`,
  );
  // Renaming is atomic: a run that is cut off halfway leaves nothing that
  // the next one would take for an installation.
  const partial = path.join(toolchainDir, `partial-${process.pid}`);
  atEnd(() => fs.rm(partial, { recursive: true, force: true }));
  await installInto(partial);
  await fs.rename(partial, home).catch(error => {
    // Another run was faster.
    if (!existsSync(executableIn(home))) {
      throw error;
    }
  });
}

/** Answers with the Node to use, and puts it first for child processes. */
export async function ensureNode() {
  const [major] = process.versions.node.split('.');
  if (Number(major) < OLDEST_FOR_SETUP) {
    throw new ExpectedError(
      `Node ${process.version} is too old for the set-up, which needs ${OLDEST_FOR_SETUP} or newer.`,
    );
  }
  const fits = ACCEPTED_MAJORS.includes(major);
  if (!fits && !existsSync(executableIn(home))) {
    await installNode();
  }
  const node = fits ? process.execPath : executableIn(home);
  const folder = path.dirname(node);
  process.env.PATH = [folder, process.env.PATH].join(path.delimiter);
  const prefix = path.dirname(folder);
  if (existsSync(path.join(prefix, 'include', 'node', 'node.h'))) {
    // A machine's npm configuration may point at another Node's headers.
    process.env.npm_config_nodedir = prefix;
  }
  return node;
}
