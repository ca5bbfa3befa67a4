import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { appendAudit } from '../platform/audit';
import {
  assertStorable,
  inTransaction,
  isPostgres,
  now,
  UNSTORABLE,
} from '../platform/database';

type DeliveryRow = {
  source_id: string;
  delivery_id: string;
  state: string;
  body: string;
  received_at: string;
  due_at: string;
  attempts: number;
  lease_token: string | null;
  error: string | null;
};

/** A webhook call that waits to be processed. */
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
  }): Promise<boolean> {
    const { sourceId, deliveryId, body } = options;
    assertStorable(options);
    return inTransaction(this.#knex, async tx => {
      const at = now();
      const inserted = await tx<DeliveryRow>('webhook_deliveries')
        .insert({
          source_id: sourceId,
          delivery_id: deliveryId,
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
        action: 'delivery.receive',
        subjectId: deliveryId,
        details: { characters: body.length },
      });
      return true;
    });
  }

  /**
   * Takes due deliveries for this replica alone, oldest first. A delivery whose
   * lease has run out is due again: its worker is dead, or so slow that it will
   * find its lease taken over.
   */
  async claim(options: {
    limit: number;
    leaseSeconds: number;
  }): Promise<(Delivery & Lease)[]> {
    return inTransaction(this.#knex, async tx => {
      const time = Date.now();
      const query = tx<DeliveryRow>('webhook_deliveries')
        .where('state', 'waiting')
        .andWhere('due_at', '<=', new Date(time).toISOString())
        .orderBy(['due_at', 'received_at', 'source_id', 'delivery_id'])
        .limit(options.limit);
      // Held until the commit; other replicas take other rows instead of
      // waiting
      if (isPostgres(tx)) query.forUpdate().skipLocked();

      const deliveries: (Delivery & Lease)[] = [];
      for (const row of await query) {
        const leaseToken = randomUUID();
        const attempts = row.attempts + 1;
        await tx<DeliveryRow>('webhook_deliveries')
          .where({ source_id: row.source_id, delivery_id: row.delivery_id })
          .update({
            lease_token: leaseToken,
            attempts,
            due_at: new Date(time + options.leaseSeconds * 1000).toISOString(),
          });
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
    });
  }

  /**
   * Marks a delivery as done. Its id stays, so that a replay is recognised; its
   * body has become evidence and is deleted. Ignored when the lease is lost.
   */
  async complete(options: Lease): Promise<void> {
    await this.#finish(options, 'delivery.complete', {
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
    const error = options.error.replace(UNSTORABLE, '\ufffd');
    await this.#finish(
      options,
      retryAt ? 'delivery.retry' : 'delivery.give_up',
      retryAt
        ? { error, due_at: retryAt.toISOString() }
        : { error, state: 'failed' },
    );
  }

  async #finish(
    { leaseToken }: Lease,
    action: string,
    change: Partial<DeliveryRow>,
  ): Promise<void> {
    await inTransaction(this.#knex, async tx => {
      const [row] = await tx<DeliveryRow>('webhook_deliveries')
        .where({ lease_token: leaseToken })
        .update({ ...change, lease_token: null })
        .returning(['source_id', 'delivery_id', 'attempts']);
      if (!row) return;
      await appendAudit(tx, {
        actor: `webhook:${row.source_id}`,
        action,
        subjectId: row.delivery_id,
        details: {
          attempts: row.attempts,
          ...(change.error ? { error: change.error } : {}),
        },
      });
    });
  }
}
