import type { Metrics } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { backfillFacts } from './operations/metrics/backfill';
import { readMetrics } from './operations/metrics/read';
import type { MetricsOptions, MetricsStore } from './types';

/** Figures over all incidents, from facts that follow each write. */
export class DatabaseMetricsStore implements MetricsStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseMetricsStore {
    return new DatabaseMetricsStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async read(options: MetricsOptions): Promise<Metrics> {
    return readMetrics(this.#knex, options);
  }

  async backfill(options: { limit: number }): Promise<number> {
    return backfillFacts(this.#knex, options);
  }
}
