import type { Knex } from 'knex';

const INTERVAL_MS = 500;

/** A claim of a replica on some work. */
type Lease = {
  token: string;
  attempts: number;
  /** When the first replica ended since. */
  orphanedAt?: number;
};

/**
 * Measures how long deliveries waited after their replica had ended until another
 * one took them over. The owner of a lease is not stored, so that it counts from
 * the first end of any replica: at worst longer than it was.
 */
export class LeaseWatch {
  readonly #knex: Knex;
  readonly #leases = new Map<string, Lease>();
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> | undefined;
  /** Milliseconds of each take-over. */
  readonly takeOvers: number[] = [];

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#look ??= this.#compare()
        // The database is away: nobody can take anything over
        .catch(() => {})
        .finally(() => {
          this.#look = undefined;
        });
    }, INTERVAL_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#look;
  }

  /** A replica ended. */
  noteEnd(): void {
    for (const lease of this.#leases.values()) lease.orphanedAt ??= Date.now();
  }

  async #compare(): Promise<void> {
    const rows = await this.#knex('webhook_deliveries')
      .whereNotNull('lease_token')
      .select('source_id', 'delivery_id', 'lease_token', 'attempts');
    const now = Date.now();
    const held = new Set<string>();
    for (const row of rows) {
      const id = `${row.source_id} ${row.delivery_id}`;
      held.add(id);
      const before = this.#leases.get(id);
      if (before?.token === row.lease_token) continue;
      if (before?.orphanedAt && row.attempts > before.attempts) {
        this.takeOvers.push(now - before.orphanedAt);
      }
      this.#leases.set(id, {
        token: row.lease_token,
        attempts: row.attempts,
      });
    }
    for (const id of this.#leases.keys()) {
      if (!held.has(id)) this.#leases.delete(id);
    }
  }
}
