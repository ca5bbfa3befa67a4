import knexFactory, { type Knex } from 'knex';
import { runPostgres } from '../scripts/postgres.mjs';
import { LeaseWatch } from './LeaseWatch';
import { type AimedWrite, type Fault, faultsOf } from './schedule';
import { CONTROL, PERSON, Scene } from './Scene';
import type { Report } from './report';

const READY_TIMEOUT_MS = 120_000;
/** A lease, and what passes until the next look for work at the latest. */
const TAKE_OVER = { ms: 60_000, overloadedMs: 70_000 };
const TICK_MS = 100;
const SLOWLY = 3;

/** Whose writes they are, and their actions in the audit log. */
const AIMED_AT: Record<AimedWrite, { actor: string; action?: string }> = {
  note: { actor: PERSON, action: 'evidence.insert' },
  revision: { actor: PERSON, action: 'postmortem.revise' },
  'action item': { actor: PERSON, action: 'action_item.create' },
  any: { actor: PERSON },
  'without a key': { actor: CONTROL, action: 'evidence.insert' },
};

type Postgres = Awaited<ReturnType<typeof runPostgres>>;

/** Two replicas over PostgreSQL while processes, connections and neighbours fail. */
export async function postgresScenario(options: {
  seed: number;
  minutes: number;
  folder: string;
  report: Report;
}): Promise<void> {
  const { seed, minutes, folder, report } = options;
  // What was committed outlives the server: the machine itself does not fail
  const postgres: Postgres = await runPostgres({ fsync: 'off' });
  const scene = await Scene.start({
    seed,
    folder,
    name: 'postgres',
    replicas: 2,
    minutes,
    database: { client: 'pg', connection: postgres.url },
    hasControl: true,
  });
  const knex = openStored(postgres.url);
  const leases = new LeaseWatch({
    knex,
    isAnyReady: () => scene.replicas.some(one => one.isReady),
  });
  const faults = faultsOf(seed, minutes);
  try {
    await scene.open();
    for (const replica of scene.replicas)
      replica.onEnd = () => leases.noteEnd();
    leases.start();
    let isOver = false;
    await Promise.all([
      inject({ faults, scene, postgres, knex, report }).finally(() => {
        isOver = true;
        scene.calm();
        report.progress('faults are over; waiting until all is worked off');
      }),
      scene.work(() => isOver),
    ]);
    await Promise.all(scene.replicas.map(one => one.ready(READY_TIMEOUT_MS)));
    const since = Date.now();
    await scene.quiet(knex);
    report.figure('quiet_after', (Date.now() - since) / 1000, 's');
    await leases.stop();
    await scene.verify(knex);
  } finally {
    await leases.stop();
    await knex.destroy();
    await scene.stop();
    await postgres.stop();
  }
  report.scene('postgres', scene);
  report.figure('take_overs', leases.takeOvers.length, '');
  report.longest('take_over', leases.takeOvers, TAKE_OVER);
}

/** The plugin's own database. */
export function openStored(url: string): Knex {
  const address = new URL(url);
  address.pathname = '/backstage_plugin_postmortems';
  return knexFactory({
    client: 'pg',
    connection: address.href,
    // That connections end is what it is about
    log: { warn() {}, error() {} },
  });
}

async function inject(options: {
  faults: Fault[];
  scene: Scene;
  postgres: Postgres;
  knex: Knex;
  report: Report;
}): Promise<void> {
  const { faults, scene, postgres, knex, report } = options;
  let passed = 0;
  let server: Promise<void> | undefined;
  let catalog: Promise<void> | undefined;
  for (const fault of faults) {
    await atWork(scene, fault.at - passed);
    passed = fault.at;
    const { at, ...what } = fault;
    report.progress(`${(at / 1000).toFixed(1)} s: ${JSON.stringify(what)}`);
    report.fault(fault.kind);
    switch (fault.kind) {
      case 'kill':
      case 'terminate': {
        const met = fault.wantsReady
          ? readyAt(scene, fault.replica)
          : fault.replica;
        scene.replicas[met][fault.kind](fault.clocksMs[met]);
        break;
      }
      case 'aim': {
        const { write, how, forMs, clocksMs } = fault;
        const aim = { ...AIMED_AT[write], how, forMs };
        const met = readyAt(scene, fault.replica);
        const isSure = write === 'without a key';
        for (const [index, replica] of scene.replicas.entries()) {
          if (isSure || index === met) replica.aim(aim, clocksMs[index]);
        }
        break;
      }
      case 'catalog':
        scene.neighbours.hang();
        catalog ??= pause(fault.forMs).then(() => {
          scene.neighbours.wake();
          catalog = undefined;
        });
        break;
      case 'cut':
        await cut(knex);
        break;
      default: {
        await server;
        server = halt(postgres, fault.kind, fault.forMs);
      }
    }
  }
  await server;
  await catalog;
}

/** This replica when it is ready, or another one that is. */
function readyAt({ replicas }: Scene, index: number): number {
  const other = replicas.findIndex(one => one.isReady);
  return replicas[index].isReady || other < 0 ? index : other;
}

/**
 * Time passes slowly while no replica is ready, so that a machine that starts them
 * slowly does work between two faults too.
 */
async function atWork(scene: Scene, ms: number): Promise<void> {
  for (let left = ms; left > 0; ) {
    const tick = Math.min(left, TICK_MS);
    await pause(tick);
    const isReady = scene.replicas.some(one => one.isReady);
    left -= isReady ? tick : tick / SLOWLY;
  }
}

async function halt(
  postgres: Postgres,
  kind: 'postgres-fast' | 'postgres-immediate',
  forMs: number,
): Promise<void> {
  await postgres.halt(kind === 'postgres-fast' ? 'fast' : 'immediate');
  await pause(forMs);
  await postgres.resume();
}

/** Ends all connections of others. */
async function cut(knex: Knex): Promise<void> {
  await knex
    .raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    // The server may be away
    .catch(() => {});
}

async function pause(ms: number) {
  await new Promise(resolve => setTimeout(resolve, ms));
}
