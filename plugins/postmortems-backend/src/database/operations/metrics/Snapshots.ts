import type { Knex } from 'knex';
import { isPostgres } from '../../dialect';

type Read<T> = (tx: Knex.Transaction) => Promise<T>;

const SNAPSHOT = { isolationLevel: 'repeatable read', readOnly: true } as const;

/** Reads as of one moment, prepared for what figures ask. */
export async function readFacts<T>(knex: Knex, read: Read<T>): Promise<T> {
  // A transaction on SQLite is a snapshot as it is
  if (!isPostgres(knex)) return knex.transaction(read);
  return knex.transaction(async tx => {
    await prepare(tx);
    return read(tx);
  }, SNAPSHOT);
}

/**
 * Reads several things as of one moment. On PostgreSQL two connections share a snapshot, so that two processors can work on it.
 *
 * Whoever holds a connection and waits for another one could wait for somebody who does the same. Therefore only one reader at a time has
 * a second connection here; the others, and those of a pool that has no two, do everything on their first one. A reader on its first
 * connection waits for nobody, so that the one who waits gets a second one in the end.
 */
export class Snapshots {
  readonly #knex: Knex;
  #secondInUse = false;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async read<A, B>(first: Read<A>, second: Read<B>): Promise<[A, B]> {
    return readFacts(this.#knex, async tx => {
      const alone =
        !isPostgres(this.#knex) ||
        this.#secondInUse ||
        this.#knex.client.pool.max < 2;
      if (alone) return [await first(tx), await second(tx)];
      this.#secondInUse = true;
      try {
        return await this.#readOnBoth(tx, first, second);
      } finally {
        this.#secondInUse = false;
      }
    });
  }

  async #readOnBoth<A, B>(
    tx: Knex.Transaction,
    first: Read<A>,
    second: Read<B>,
  ): Promise<[A, B]> {
    const { rows } = await tx.raw('select pg_export_snapshot() as id');
    const [one, other] = await Promise.allSettled([
      first(tx),
      this.#knex.transaction(async otherTx => {
        // Takes no parameter; the id is PostgreSQL's own
        await otherTx.raw(`set transaction snapshot '${rows[0].id}'`);
        await prepare(otherTx);
        return second(otherTx);
      }, SNAPSHOT),
    ]);
    // Settled first: the snapshot lives as long as the transaction that exported it
    if (one.status === 'rejected') throw one.reason;
    if (other.status === 'rejected') throw other.reason;
    return [one.value, other.value];
  }
}

/** Years of incidents are sorted in memory, from indexes where they tell everything; questions this short are not worth compiling. */
async function prepare(tx: Knex.Transaction): Promise<void> {
  await tx.raw(
    "set local work_mem = '32MB'; set local random_page_cost = 1.1; set local jit = off",
  );
}
