import { InputError } from '@backstage/errors';
import type {
  Metrics,
  MetricsQuery,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../authorization';
import type { MetricsStore } from '../database';
import type { IncidentService } from '../incidents';

/** The period when none is asked for, in milliseconds. */
const DEFAULT_PERIOD_MS = 90 * 24 * 60 * 60 * 1000;

/** Figures over what a caller may see. */
export class MetricsService {
  readonly #metrics: MetricsStore;
  readonly #incidents: IncidentService;

  constructor(options: { metrics: MetricsStore; incidents: IncidentService }) {
    this.#metrics = options.metrics;
    this.#incidents = options.incidents;
  }

  async read(options: {
    query: MetricsQuery;
    caller: Caller;
  }): Promise<Metrics> {
    const { query, caller } = options;
    const now = new Date();
    const to = query.to ?? now.toISOString();
    const from =
      query.from ?? new Date(Date.parse(to) - DEFAULT_PERIOD_MS).toISOString();
    if (from >= to) throw new InputError('from: must be before to');
    return this.#metrics.read({
      from,
      to,
      now: now.toISOString(),
      severities: query.severity,
      services: await this.#incidents.servicesOf({
        entityRefs: query.entityRef,
        tier: query.tier,
        caller,
      }),
      criteria: caller.criteria,
    });
  }
}
