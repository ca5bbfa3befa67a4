import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { inTransaction, now } from '../platform/database';

const TABLE = 'idempotency_keys';
/** After it the write of a dead replica may be begun again, in milliseconds. */
const LEASE_MS = 60_000;
/** How long an answer is kept, in milliseconds. */
const KEPT_MS = 24 * 60 * 60 * 1000;

type Row = {
  caller: string;
  key: string;
  request_hash: string;
  lease_token: string | null;
  lease_until: string | null;
  status: number | null;
  answer: Buffer | null;
  created_at: string;
};

/** What is known of a write when it is sent. */
type Begun =
  /** Nothing: it is the sender's to do, under this lease. */
  | { outcome: 'begun'; leaseToken: string }
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
      await tx<Row>(TABLE)
        .where({ caller, key })
        .andWhere('created_at', '<', ago(KEPT_MS))
        .delete();
      await tx<Row>(TABLE)
        .insert({
          caller,
          key,
          request_hash: requestHash,
          lease_token: leaseToken,
          lease_until: ago(-LEASE_MS),
          created_at: now(),
        })
        .onConflict(['caller', 'key'])
        .ignore();
      await tx<Row>(TABLE)
        .where({ caller, key, request_hash: requestHash })
        .andWhere('lease_until', '<', now())
        .update({ lease_token: leaseToken, lease_until: ago(-LEASE_MS) });
      return tx<Row>(TABLE).where({ caller, key }).first();
    });
    if (!row) return { outcome: 'busy', seconds: 1 };
    if (row.request_hash !== requestHash) return { outcome: 'other' };
    if (row.lease_token === leaseToken) return { outcome: 'begun', leaseToken };
    if (row.status === null) return { outcome: 'busy', seconds: 1 };
    const body = await promisify(gunzip)(row.answer!);
    return { outcome: 'answered', status: row.status, body: `${body}` };
  }

  /** Keeps a write that takes longer. */
  async renew(options: { leaseToken: string }): Promise<void> {
    await this.#leased(options).update({ lease_until: ago(-LEASE_MS) });
  }

  /** Keeps the answer for those who send the write again. */
  async answer(options: {
    leaseToken: string;
    status: number;
    body: string;
  }): Promise<void> {
    const { status, body } = options;
    await this.#leased(options).update({
      status,
      answer: await promisify(gzip)(body),
      lease_token: null,
      lease_until: null,
    });
  }

  /** Forgets a write that was not done. */
  async release(options: { leaseToken: string }): Promise<void> {
    await this.#leased(options).delete();
  }

  /** Deletes what is older than a day. */
  async prune(): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where('created_at', '<', ago(KEPT_MS))
      .delete();
  }

  #leased({ leaseToken }: { leaseToken: string }) {
    return this.#knex<Row>(TABLE).where({ lease_token: leaseToken });
  }
}

/** Deletes all answers, as when what they tell was removed elsewhere. */
export async function forgetAnswers(tx: Knex.Transaction): Promise<void> {
  await tx<Row>(TABLE).whereNotNull('status').delete();
}

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}
