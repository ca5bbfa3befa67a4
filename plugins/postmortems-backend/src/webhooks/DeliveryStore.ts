import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { appendAudit } from '../platform/audit';
import {
  inTransaction,
  isPostgres,
  now,
  toStorable,
} from '../platform/database';

/** Due rows looked at for one claim: many may be of one group. */
const LOOK_AHEAD = 1000;

/** What came in by a webhook, or work that a source wants done apart. */
export type DeliveryKind = 'delivery' | 'task';

export type DeliveryRow = {
  source_id: string;
  delivery_id: string;
  kind: DeliveryKind;
  order_key: string | null;
  state: string;
  body: string;
  received_at: string;
  due_at: string;
  attempts: number;
  lease_token: string | null;
  error: string | null;
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
      const at = now();
      const inserted = await tx<DeliveryRow>('webhook_deliveries')
        .insert({
          source_id: sourceId,
          delivery_id: deliveryId,
          kind,
          order_key: orderKey ?? null,
          state: 'waiting',
          body,
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
   * Takes due deliveries for this replica alone, oldest first, and none whose
   * order key another one has that is being processed. A delivery whose lease
   * has run out is due again: its worker is dead, or so slow that it will find
   * its lease taken over.
   */
  async claim(options: {
    limit: number;
    leaseSeconds: number;
    kind?: DeliveryKind;
  }): Promise<(Delivery & Lease)[]> {
    const { kind = 'delivery', limit, leaseSeconds } = options;
    return inTransaction(this.#knex, async tx => {
      if (isPostgres(tx)) {
        // Replicas that claim at once must see what the others have taken
        await tx.raw(`select pg_advisory_xact_lock(hashtext(?))`, [
          'postmortems.webhook_deliveries',
        ]);
      }
      const time = Date.now();
      const chosen = await chooseDue(tx, { kind, limit, time });
      const deliveries: (Delivery & Lease)[] = [];
      for (const { source_id, delivery_id } of chosen) {
        const leaseToken = randomUUID();
        const [row] = await tx<DeliveryRow>('webhook_deliveries')
          .where({ source_id, delivery_id })
          .increment('attempts', 1)
          .update({
            lease_token: leaseToken,
            due_at: new Date(time + leaseSeconds * 1000).toISOString(),
          })
          .returning(['body', 'received_at', 'attempts']);
        deliveries.push({
          sourceId: source_id,
          deliveryId: delivery_id,
          receivedAt: new Date(row.received_at),
          body: row.body,
          attempts: row.attempts,
          leaseToken,
        });
      }
      return deliveries;
    });
  }

  /** Keeps a delivery that takes longer. Ignored when the lease is lost. */
  async renew(options: Lease & { leaseSeconds: number }): Promise<void> {
    const { leaseToken, leaseSeconds } = options;
    await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ lease_token: leaseToken })
      .update({
        due_at: new Date(Date.now() + leaseSeconds * 1000).toISOString(),
      });
  }

  /** Gives a delivery back that was not processed, for another replica to claim. */
  async handBack({ leaseToken }: Lease): Promise<void> {
    await this.#knex<DeliveryRow>('webhook_deliveries')
      .where({ lease_token: leaseToken })
      .decrement('attempts', 1)
      .update({ lease_token: null, due_at: now() });
  }

  /**
   * Marks a delivery as done. Its id stays, so that a replay is recognised; its
   * body has become evidence and is deleted. Ignored when the lease is lost.
   */
  async complete(options: Lease): Promise<void> {
    await this.#finish(options, 'complete', {
      state: 'done',
      body: '',
      error: null,
    });
  }

  /**
   * Schedules a delivery for `retryAt`, or keeps it as a dead letter with its
   * error. Ignored when the lease is lost.
   */
  async fail(
    options: Lease & { error: string; retryAt?: Date },
  ): Promise<void> {
    const { retryAt } = options;
    const error = toStorable(options.error);
    await this.#finish(
      options,
      retryAt ? 'retry' : 'give_up',
      retryAt
        ? { error, due_at: retryAt.toISOString() }
        : { error, state: 'failed' },
    );
  }

  async #finish(
    { leaseToken }: Lease,
    verb: string,
    change: Partial<DeliveryRow>,
  ): Promise<void> {
    await inTransaction(this.#knex, async tx => {
      const [row] = await tx<DeliveryRow>('webhook_deliveries')
        .where({ lease_token: leaseToken })
        .update({ ...change, lease_token: null })
        .returning(['source_id', 'delivery_id', 'attempts', 'kind']);
      if (!row) return;
      await appendAudit(tx, {
        actor: `webhook:${row.source_id}`,
        action: `${row.kind}.${verb}`,
        subjectId: row.delivery_id,
        details: { attempts: row.attempts },
      });
    });
  }
}

/** The oldest due rows, one of each order key that is free. */
async function chooseDue(
  tx: Knex.Transaction,
  options: { kind: DeliveryKind; limit: number; time: number },
) {
  const { kind, limit } = options;
  const time = new Date(options.time).toISOString();
  const waiting = () =>
    tx<DeliveryRow>('webhook_deliveries')
      .select('source_id', 'delivery_id', 'order_key')
      .where({ state: 'waiting', kind });
  const leased = await waiting()
    .andWhere('due_at', '>', time)
    .whereNotNull('lease_token')
    .whereNotNull('order_key');
  const due = await waiting()
    .andWhere('due_at', '<=', time)
    .orderBy(['due_at', 'received_at', 'source_id', 'delivery_id'])
    .limit(LOOK_AHEAD);
  const taken = new Set(leased.map(keyOf));
  return due
    .filter(row => {
      if (row.order_key === null) return true;
      const isFree = !taken.has(keyOf(row));
      taken.add(keyOf(row));
      return isFree;
    })
    .slice(0, limit);
}

function keyOf(row: Pick<DeliveryRow, 'source_id' | 'order_key'>): string {
  return `${row.source_id} ${row.order_key}`;
}
