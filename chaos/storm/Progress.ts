import type { Knex } from 'knex';

/** No part of the work takes so long: what is not stored then never will be. */
const STALL_MS = 180_000;

/** How much of what was sent is evidence by now. */
export class Progress {
  readonly #knex: Knex;
  readonly #sent: { slack: number; prometheus: number };
  #stored = 0;
  #changedAt = Date.now();

  constructor(options: {
    knex: Knex;
    sent: { slack: number; prometheus: number };
  }) {
    this.#knex = options.knex;
    this.#sent = options.sent;
  }

  /** From 0 to 1, or that nothing was stored for long. */
  async look(): Promise<{
    part: number;
    isRead: boolean;
    hasStalled: boolean;
  }> {
    const rows: { provider: string; count: string }[] = await this.#knex(
      'evidence',
    )
      .whereIn('provider', Object.keys(this.#sent))
      .groupBy('provider')
      .select('provider')
      .count({ count: '*' });
    const stored = new Map(rows.map(row => [row.provider, Number(row.count)]));
    const all = [...stored.values()].reduce((sum, one) => sum + one, 0);
    if (all !== this.#stored) this.#changedAt = Date.now();
    this.#stored = all;
    const { slack, prometheus } = this.#sent;
    return {
      part: all / (slack + prometheus),
      isRead: (stored.get('slack') ?? 0) >= slack,
      hasStalled: Date.now() - this.#changedAt > STALL_MS,
    };
  }
}
