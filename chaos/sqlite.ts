import knexFactory from 'knex';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from './report';
import { Scene } from './Scene';

const ROUNDS = 3;
const WORK_MS = 6_000;
const READY_TIMEOUT_MS = 120_000;

/** One replica over SQLite whose disk runs full, gets room again, and is killed. */
export async function sqliteScenario(options: {
  seed: number;
  folder: string;
  report: Report;
}): Promise<void> {
  const { seed, folder, report } = options;
  const directory = join(folder, 'sqlite');
  await mkdir(directory);
  const scene = await Scene.start({
    seed,
    folder,
    name: 'sqlite',
    replicas: 1,
    // While there is room
    minutes: (WORK_MS * ROUNDS) / 60_000,
    database: { client: 'better-sqlite3', connection: { directory } },
    env: { CHAOS_SQLITE: 'true' },
  });
  const [replica] = scene.replicas;
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(directory, 'postmortems.sqlite') },
    useNullAsDefault: true,
  });
  try {
    await scene.open();
    let isOver = false;
    const rounds = async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        await pause(WORK_MS);
        report.progress('SQLite: the disk is full');
        report.fault('sqlite-full');
        await replica.tell({ sqliteFull: true });
        await pause(WORK_MS);
        await replica.tell({ sqliteFull: false });
        report.progress('SQLite: the disk has room');
        if (round !== 1) continue;
        await pause(WORK_MS);
        report.fault('kill');
        replica.kill(0);
        await replica.ready(READY_TIMEOUT_MS);
      }
      await pause(WORK_MS);
      isOver = true;
      scene.calm();
    };
    await Promise.all([rounds(), scene.work(() => isOver)]);
    await scene.quiet(knex);
    await scene.verify(knex);
  } finally {
    await knex.destroy();
    await scene.stop();
  }
  report.scene('sqlite', scene);
}

async function pause(ms: number) {
  await new Promise(resolve => setTimeout(resolve, ms));
}
