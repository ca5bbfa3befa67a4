import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { databaseTime, inTransaction } from '../platform/database';

const TABLE = 'idempotency_keys';
/**
 * After it the write of a dead replica may be begun again, in milliseconds. It is
 * short, as a write whose lease was taken over cannot be committed.
 */
const LEASE_MS = 10_000;
/** How often a lease is to be renewed, in milliseconds. */
export const RENEW_MS = 3_000;
/** How long an answer is kept, in milliseconds. */
const KEPT_MS = 24 * 60 * 60 * 1000;

type Row = {
  caller: string;
  key: string;
  request_hash: string;
  lease_token: string | null;
  lease_until: string | null;
  /** Set with the write, or with its answer when it changed nothing. */
  done_at: string | null;
  incident_key: string | null;
  status: number | null;
  answer: Buffer | null;
  forgotten_at: string | null;
  created_at: string;
};

type Lease = { leaseToken: string };

/** What is known of a write when it is sent. */
type Begun =
  /** Nothing: it is the sender's to do, under this lease. */
  | ({ outcome: 'begun' } & Lease)
  /** It was done, and its answer was not kept: it may be found, under this lease. */
  | ({ outcome: 'done'; incidentKey?: string } & Lease)
  | { outcome: 'answered'; status: number; body: string }
  /** It is being done at the moment. */
  | { outcome: 'busy'; seconds: number }
  /** The key belongs to another request. */
  | { outcome: 'other' };

/** Writes by the key that their sender gave them, for a day. */
export class IdempotencyStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** One of those who begin the same write at the same time gets the lease. */
  async begin(options: {
    caller: string;
    key: string;
    requestHash: string;
  }): Promise<Begun> {
    const { caller, key, requestHash } = options;
    const leaseToken = randomUUID();
    const row = await inTransaction(this.#knex, async tx => {
      const known = () => tx<Row>(TABLE).where({ caller, key });
      const lease = {
        lease_token: leaseToken,
        lease_until: databaseTime(tx, LEASE_MS),
      };
      await known()
        .andWhere('created_at', '<', databaseTime(tx, -KEPT_MS))
        .delete();
      const [inserted] = await tx<Row>(TABLE)
        .insert({
          caller,
          key,
          request_hash: requestHash,
          ...lease,
          created_at: databaseTime(tx),
        })
        .onConflict(['caller', 'key'])
        .ignore()
        .returning('*');
      if (inserted) return inserted;
      await known()
        .andWhere('lease_until', '<', databaseTime(tx))
        .update({ lease_token: null, lease_until: null });
      await known()
        .where({ request_hash: requestHash })
        .whereNull('lease_token')
        .whereNull('status')
        .update(lease);
      return known().first();
    });
    if (!row) return { outcome: 'busy', seconds: 1 };
    if (row.request_hash !== requestHash) return { outcome: 'other' };
    if (row.lease_token === leaseToken) {
      if (row.done_at === null) return { outcome: 'begun', leaseToken };
      return {
        outcome: 'done',
        leaseToken,
        ...(row.incident_key !== null && { incidentKey: row.incident_key }),
      };
    }
    if (row.status !== null) {
      const body = await promisify(gunzip)(row.answer!);
      return { outcome: 'answered', status: row.status, body: `${body}` };
    }
    return { outcome: 'busy', seconds: 1 };
  }

  /** Keeps a write that takes longer. */
  async renew(lease: Lease): Promise<void> {
    await this.#leased(lease).update({
      lease_until: databaseTime(this.#knex, LEASE_MS),
    });
  }

  /**
   * Notes in the transaction of a write that it is done. Returns `false` when the
   * lease is lost: then somebody else does it.
   */
  async markDone(
    tx: Knex.Transaction,
    options: Lease & { incidentKey?: string },
  ): Promise<boolean> {
    const marked = await tx<Row>(TABLE)
      .where({ lease_token: options.leaseToken })
      .update({
        done_at: databaseTime(tx),
        incident_key: options.incidentKey ?? null,
      });
    return marked > 0;
  }

  /** Keeps the answer for those who send the write again. */
  async answer(
    options: Lease & { status: number; body: string },
  ): Promise<void> {
    const { status, body } = options;
    const kept = await this.#leased(options)
      .whereNull('forgotten_at')
      .update({
        status,
        answer: await promisify(gzip)(body),
        ...this.#ended(),
      });
    // It may tell what was removed meanwhile
    if (kept === 0) await this.#leased(options).update(this.#ended());
  }

  /** Forgets a write that was not done; one that was has no answer from now on. */
  async release(lease: Lease): Promise<void> {
    await this.#leased(lease).whereNull('done_at').delete();
    await this.#leased(lease).update(this.#ended());
  }

  /** Deletes what is older than a day. */
  async prune(): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where('created_at', '<', databaseTime(this.#knex, -KEPT_MS))
      .delete();
  }

  #leased({ leaseToken }: Lease) {
    return this.#knex<Row>(TABLE).where({ lease_token: leaseToken });
  }

  #ended() {
    return {
      done_at: this.#knex.raw('coalesce(done_at, ?)', [
        databaseTime(this.#knex),
      ]),
      lease_token: null,
      lease_until: null,
    };
  }
}

/**
 * Empties the answers that may tell what was removed: those of the incident, if it
 * was one, and those of none. That the writes were done is still known.
 *
 * It follows the commit of the removal, which takes minutes: a row that it holds
 * keeps a write waiting. Writes in progress may have read before that commit, so
 * their answers are not kept. They are waited for one by one, without a row held.
 */
export async function forgetAnswers(
  knex: Knex,
  incidentKey?: string,
): Promise<void> {
  const telling = () =>
    knex<Row>(TABLE)
      .where(one => {
        one.whereNull('incident_key');
        if (incidentKey) one.orWhere('incident_key', incidentKey);
      })
      .whereNull('forgotten_at');
  const forgotten = () => ({
    status: null,
    answer: null,
    forgotten_at: databaseTime(knex),
  });
  // Read first: one that is answered meanwhile is in both
  const inProgress = await telling()
    .whereNotNull('lease_token')
    .select('caller', 'key');
  await telling().whereNull('lease_token').update(forgotten());
  for (const { caller, key } of inProgress) {
    await knex<Row>(TABLE)
      .where({ caller, key })
      .whereNull('forgotten_at')
      .update(forgotten());
  }
}
