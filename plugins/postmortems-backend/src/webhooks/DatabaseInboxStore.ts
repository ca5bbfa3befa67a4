import type { Knex } from 'knex';
import { addDelivery } from './operations/add';
import { claimDeliveries } from './operations/claim';
import { completeDelivery, failDelivery } from './operations/finish';
import { inTransaction } from '../platform/database/transaction';
import type { InboxDelivery, InboxStore } from '../platform/database/types';

/** Webhook deliveries in the plugin's database. */
export class DatabaseInboxStore implements InboxStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseInboxStore {
    return new DatabaseInboxStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(options: {
    sourceId: string;
    deliveryId: string;
    body: string;
  }): Promise<boolean> {
    return inTransaction(this.#knex, tx => addDelivery(tx, options));
  }

  async claim(options: {
    limit: number;
    leaseSeconds: number;
  }): Promise<(InboxDelivery & { ticket: string })[]> {
    return inTransaction(this.#knex, tx => claimDeliveries(tx, options));
  }

  async complete(options: { ticket: string }): Promise<void> {
    await inTransaction(this.#knex, tx => completeDelivery(tx, options));
  }

  async fail(options: {
    ticket: string;
    error: string;
    retryAt?: Date;
  }): Promise<void> {
    await inTransaction(this.#knex, tx => failDelivery(tx, options));
  }
}
