import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { appendAudit } from '../platform/audit';
import {
  databaseTime,
  inTransaction,
  isPostgres,
  toStorable,
} from '../platform/database';
import { sha256 } from '../platform/hashing';
import { MAX_ATTEMPTS } from './attempts';
import { chooseDue, type SourceShare } from './chooseDue';

/**
 * How long deliveries that are done are remembered, in milliseconds: far longer
 * than senders repeat one.
 */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;
/** Rows forgotten in one statement, which others wait for. */
const FORGOTTEN_AT_ONCE = 1000;

/** The error of a delivery whose last attempt did not end by itself. */
const INTERRUPTED = 'The process ended while it was being processed';

/** What came in by a webhook, or work that a source wants done apart. */
export type DeliveryKind = 'delivery' | 'task';

export type DeliveryRow = {
  source_id: string;
  delivery_id: string;
  kind: DeliveryKind;
  order_key: string | null;
  state: string;
  body: string;
  /** The order in which they came. */
  sequence: number | string;
  received_at: string;
  due_at: string;
  attempts: number;
  lease_token: string | null;
  error: string | null;
  processed_at: string | null;
  /** Of the last failure, until it is processed. */
  failed_at: string | null;
};

/** A webhook call or a task that waits to be processed. */
export type Delivery = {
  sourceId: string;
  deliveryId: string;
  receivedAt: Date;
  body: string;
  /** Including the current one. */
  attempts: number;
};

type DeliveryChange = Partial<
  Pick<DeliveryRow, 'state' | 'body' | 'error'> &
    Record<'processed_at' | 'failed_at', Knex.Raw<string> | null>
>;

/** Names a claim; void once another replica has claimed the delivery. */
type Lease = { leaseToken: string };

export class DeliveryStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DeliveryStore {
    return new DeliveryStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Stores a delivery. Returns `false` when its id is known. */
  async add(options: {
    sourceId: string;
    deliveryId: string;
    body: string;
    kind?: DeliveryKind;
    orderKey?: string;
  }): Promise<boolean> {
    const { kind = 'delivery', orderKey, ...sent } = toStorable(options);
    const { sourceId, deliveryId, body } = sent;
    return inTransaction(this.#knex, async tx => {
      const at = databaseTime(tx);
      const inserted = await tx<DeliveryRow>('webhook_deliveries')
        .insert({
          source_id: sourceId,
          delivery_id: deliveryId,
          kind,
          // Whatever a source makes it of, it is only compared
          order_key: orderKey === undefined ? null : sha256(orderKey),
          state: 'waiting',
          body,
          // PostgreSQL has a sequence for it
          ...(!isPostgres(tx) && {
            sequence: tx.raw(
              '(select coalesce(max(sequence), 0) + 1 from webhook_deliveries)',
            ),
          }),
          received_at: at,
          due_at: at,
          attempts: 0,
        })
        .onConflict(['source_id', 'delivery_id'])
        .ignore()
        .returning('delivery_id');
      if (inserted.length === 0) return false;
      await appendAudit(tx, {
        actor: `webhook:${sourceId}`,
        action: `${kind}.receive`,
        subjectId: deliveryId,
        details: { characters: body.length },
      });
      return true;
    });
  }

  /**
   * Takes due deliveries for this replica alone, oldest first, and those of one
   * order key in the order in which they came. One that failed holds up the
   * later ones of its key for about ten minutes. A delivery whose lease has run
   * out is due again: its worker is dead, or so slow that it will find its lease
   * taken over.
   *
   * @param onGivenUp - called with those whose last attempt ended the process,
   * or was ended with it
   */
  async claim(options: {
    limit: number;
    leaseSeconds: number;
    kind?: DeliveryKind;
    share?: SourceShare;
    onGivenUp?: (delivery: Pick<Delivery, 'sourceId' | 'deliveryId'>) => void;
  }): Promise<(Delivery & Lease)[]> {
    const {
      kind = 'delivery',
      limit,
      leaseSeconds,
      onGivenUp,
      share,
    } = options;
    const { claimed, givenUp } = await inTransaction(this.#knex, async tx => {
      if (isPostgres(tx)) {
        // Replicas that claim at once must see what the others have taken
        await tx.raw(`select pg_advisory_xact_lock(hashtext(?))`, [
          'postmortems.webhook_deliveries',
        ]);
      }
      const [{ time, until }] = await tx.select<
        { time: string; until: string }[]
      >(
        tx.raw('? as time', [databaseTime(tx)]),
        tx.raw('? as until', [databaseTime(tx, leaseSeconds * 1000)]),
      );
      const interrupted = await giveUpInterrupted(tx, { kind, time });
      const leases: { leaseToken: string; attempts: number }[] = [];
      for (const row of await chooseDue(tx, { kind, limit, time, share })) {
        const leaseToken = randomUUID();
        const [leased] = await tx<DeliveryRow>('webhook_deliveries')
          // Whoever had it may have finished it meanwhile
          .where({ ...row, state: 'waiting' })
          .andWhere('due_at', '<=', time)
          .increment('attempts', 1)
          .update({ lease_token: leaseToken, due_at: until })
          .returning(['attempts']);
        if (leased) leases.push({ leaseToken, attempts: leased.attempts });
      }
      return { claimed: leases, givenUp: interrupted };
    });
    givenUp.forEach(row =>
      onGivenUp?.({ sourceId: row.source_id, deliveryId: row.delivery_id }),
    );
    // Bodies come after the attempts were counted, should they not fit in memory
    const deliveries: (Delivery & Lease)[] = [];
    for (const { leaseToken, attempts } of claimed) {
      const row = await this.#knex<DeliveryRow>('webhook_deliveries')
        .where({ lease_token: leaseToken })
        .first('source_id', 'delivery_id', 'received_at', 'body');
      if (!row) continue;
      deliveries.push({
        sourceId: row.source_id,
        deliveryId: row.delivery_id,
        receivedAt: new Date(row.received_at),
        body: row.body,
        attempts,
        leaseToken,
      });
    }
    return deliveries;
  }

  /** Keeps a delivery that takes longer. Ignored when the lease is lost. */
  async renew(options: Lease & { leaseSeconds: number }): Promise<void> {
    const { leaseToken, leaseSeconds } = options;
    await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ lease_token: leaseToken })
      .update({ due_at: databaseTime(this.#knex, leaseSeconds * 1000) });
  }

  /** Gives a delivery back that was not processed, for another replica to claim. */
  async handBack({ leaseToken }: Lease): Promise<void> {
    await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ lease_token: leaseToken })
      .decrement('attempts', 1)
      .update({ lease_token: null, due_at: databaseTime(this.#knex) });
  }

  /**
   * Marks a delivery as done. Its id stays, so that a replay is recognised; its
   * body has become evidence and is deleted. Returns `false` when the lease is lost.
   */
  async complete(options: Lease): Promise<boolean> {
    return this.#finish(options, 'complete', {
      state: 'done',
      body: '',
      error: null,
      failed_at: null,
      processed_at: databaseTime(this.#knex),
    });
  }

  /**
   * Schedules a delivery for later, or keeps it as a dead letter with its error.
   * Returns `false` when the lease is lost.
   */
  async fail(
    options: Lease & { error: string; retryInMs?: number },
  ): Promise<boolean> {
    const { retryInMs } = options;
    const failure = {
      error: toStorable(options.error),
      failed_at: databaseTime(this.#knex),
    };
    return retryInMs === undefined
      ? this.#finish(options, 'give_up', { ...failure, state: 'failed' })
      : this.#finish(options, 'retry', failure, retryInMs);
  }

  /** Deletes what was done or dropped so long ago that nobody repeats it. */
  async forgetOld(options: { signal?: AbortSignal } = {}): Promise<void> {
    const rows = this.#knex<DeliveryRow>('webhook_deliveries')
      .select('source_id', 'delivery_id')
      .whereIn('state', ['done', 'dropped'])
      .andWhere('due_at', '<', databaseTime(this.#knex, -REMEMBERED_MS))
      .limit(FORGOTTEN_AT_ONCE);
    let deleted = FORGOTTEN_AT_ONCE;
    while (deleted === FORGOTTEN_AT_ONCE && !options.signal?.aborted) {
      deleted = await this.#knex<DeliveryRow>('webhook_deliveries')
        .whereIn(['source_id', 'delivery_id'], rows.clone())
        .delete();
    }
  }

  async #finish(
    { leaseToken }: Lease,
    verb: string,
    change: DeliveryChange,
    dueInMs?: number,
  ): Promise<boolean> {
    return inTransaction(this.#knex, async tx => {
      const [row] = await tx<DeliveryRow>('webhook_deliveries')
        .where({ lease_token: leaseToken })
        .update({
          ...change,
          lease_token: null,
          ...(dueInMs !== undefined && { due_at: databaseTime(tx, dueInMs) }),
        })
        .returning(['source_id', 'delivery_id', 'attempts', 'kind']);
      if (!row) return false;
      await appendAudit(tx, {
        actor: `webhook:${row.source_id}`,
        action: `${row.kind}.${verb}`,
        subjectId: row.delivery_id,
        details: { attempts: row.attempts },
      });
      return true;
    });
  }
}

/** Makes dead letters of those whose last lease ran out. */
async function giveUpInterrupted(
  tx: Knex.Transaction,
  { kind, time }: { kind: DeliveryKind; time: string },
) {
  const rows = await tx<DeliveryRow>('webhook_deliveries')
    .where({ state: 'waiting', kind })
    .andWhere('due_at', '<=', time)
    .andWhere('attempts', '>=', MAX_ATTEMPTS)
    .update({
      state: 'failed',
      lease_token: null,
      error: INTERRUPTED,
      failed_at: time,
    })
    .returning(['source_id', 'delivery_id', 'attempts']);
  for (const row of rows) {
    await appendAudit(tx, {
      actor: `webhook:${row.source_id}`,
      action: `${kind}.give_up`,
      subjectId: row.delivery_id,
      details: { attempts: row.attempts },
    });
  }
  return rows;
}
