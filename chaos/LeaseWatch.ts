import type { Knex } from 'knex';
import { type Timed, timed } from './load';

const INTERVAL_MS = 500;

/** A claim of a replica on some work. */
type Lease = {
  token: string;
  attempts: number;
  /** For how long it could have been taken over since the first replica ended. */
  orphanedForMs?: number;
};

/**
 * Measures how long deliveries waited after their replica had ended until another
 * one took them over. The owner of a lease is not stored, so that it counts from
 * the first end of any replica: at worst longer than it was. Time without a
 * replica that is ready does not count, as nobody is there to take it over.
 */
export class LeaseWatch {
  readonly #knex: Knex;
  readonly #isAnyReady: () => boolean;
  readonly #leases = new Map<string, Lease>();
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> | undefined;
  /** Whether one ended since the last look. */
  #hasEnded = false;
  readonly takeOvers: Timed[] = [];

  constructor(options: { knex: Knex; isAnyReady: () => boolean }) {
    this.#knex = options.knex;
    this.#isAnyReady = options.isAnyReady;
  }

  start(): void {
    let before = Date.now();
    this.#timer = setInterval(() => {
      const now = Date.now();
      if (this.#isAnyReady()) this.#pass(now - before);
      before = now;
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
    for (const lease of this.#leases.values()) lease.orphanedForMs ??= 0;
    this.#hasEnded = true;
  }

  #pass(ms: number): void {
    for (const lease of this.#leases.values()) {
      if (lease.orphanedForMs !== undefined) lease.orphanedForMs += ms;
    }
  }

  async #compare(): Promise<void> {
    const rows = await this.#knex('webhook_deliveries')
      .whereNotNull('lease_token')
      .select('source_id', 'delivery_id', 'lease_token', 'attempts');
    const held = new Set<string>();
    for (const row of rows) {
      const id = `${row.source_id} ${row.delivery_id}`;
      held.add(id);
      const before = this.#leases.get(id);
      if (before?.token === row.lease_token) continue;
      if (before?.orphanedForMs && row.attempts > before.attempts) {
        this.takeOvers.push(timed(before.orphanedForMs));
      }
      this.#leases.set(id, {
        token: row.lease_token,
        attempts: row.attempts,
      });
    }
    for (const id of this.#leases.keys()) {
      if (!held.has(id)) this.#leases.delete(id);
    }
    // Of what was begun since the look before it there is no more to know
    if (this.#hasEnded) this.noteEnd();
    this.#hasEnded = false;
  }
}
