import type { OrgMetricIncident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { Page } from '../platform/database';
import { countActionItems } from './countActionItems';
import { countDurations } from './countDurations';
import { countIncidents } from './countIncidents';
import { listMetricIncidents } from './listMetricIncidents';
import type {
  OrgMetricCounts,
  OrgMetricIncidentsOptions,
  OrgMetricsOptions,
} from './types';

/** Counts over incidents, and the incidents behind them. */
export class OrgMetricsStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async read(options: OrgMetricsOptions): Promise<OrgMetricCounts> {
    const [counts, durations, owners] = await Promise.all([
      countIncidents(this.#knex, options),
      countDurations(this.#knex, options),
      countActionItems(this.#knex, options),
    ]);
    return {
      ...counts,
      timeToDraft: durations.time_to_draft,
      timeToReview: durations.time_to_review,
      timeToResolve: durations.time_to_resolve,
      owners,
    };
  }

  /** The incidents behind a metric; as many as `read` counts. */
  async listIncidents(
    options: OrgMetricIncidentsOptions,
  ): Promise<Page<OrgMetricIncident>> {
    return listMetricIncidents(this.#knex, options);
  }
}
