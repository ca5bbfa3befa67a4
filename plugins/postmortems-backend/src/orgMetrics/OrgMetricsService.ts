import { InputError } from '@backstage/errors';
import type {
  ListOrgMetricIncidentsQuery,
  ListOrgMetricIncidentsResponse,
  OrgMetrics,
  OrgMetricsQuery,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../platform/auth';
import type { ServiceCatalog } from '../platform/catalog';
import { toResponse } from '../platform/http';
import { actionItemsByGroup } from './actionItemsByGroup';
import type { OrgMetricsStore } from './OrgMetricsStore';
import { toOrgMetrics } from './toOrgMetrics';
import type { OrgMetricsOptions } from './types';

/** The period when none is asked for, in milliseconds. */
const DEFAULT_PERIOD_MS = 90 * 24 * 60 * 60 * 1000;

const MINUTE_MS = 60_000;
/** Times that sort as text have four digits for the year. */
const LAST_MINUTE = Date.UTC(9999, 11, 31, 23, 59) / MINUTE_MS;

/** Metrics over what a caller may see, and the incidents behind them. */
export class OrgMetricsService {
  readonly #store: OrgMetricsStore;
  readonly #serviceCatalog: Pick<ServiceCatalog, 'groupsOf' | 'servicesOf'>;

  constructor(options: {
    store: OrgMetricsStore;
    serviceCatalog: Pick<ServiceCatalog, 'groupsOf' | 'servicesOf'>;
  }) {
    this.#store = options.store;
    this.#serviceCatalog = options.serviceCatalog;
  }

  async read(options: {
    query: OrgMetricsQuery;
    caller: Caller;
  }): Promise<OrgMetrics> {
    const scope = await this.#scopeOf(options);
    const counts = await this.#store.read(scope);
    const { value: groups, asOf } = await this.#serviceCatalog.groupsOf({
      owners: counts.owners.flatMap(({ owner }) => owner ?? []),
    });
    return toOrgMetrics(counts, {
      from: scope.from,
      to: scope.to,
      byGroup: actionItemsByGroup(counts.owners, groups),
      ...(asOf && { ownersAsOf: asOf }),
    });
  }

  async listIncidents(options: {
    query: ListOrgMetricIncidentsQuery;
    caller: Caller;
  }): Promise<ListOrgMetricIncidentsResponse> {
    const { metric, part, verdict, category, atLeast, below } = options.query;
    const { order, cursor, limit } = options.query;
    return toResponse(
      await this.#store.listIncidents({
        ...(await this.#scopeOf(options)),
        metric,
        part,
        verdict,
        category,
        atLeast,
        below,
        order,
        cursor,
        limit,
      }),
    );
  }

  async #scopeOf(options: {
    query: OrgMetricsQuery;
    caller: Caller;
  }): Promise<OrgMetricsOptions> {
    const { query, caller } = options;
    const now = new Date().toISOString();
    const to = toMinute(query.to ?? now, Math.ceil);
    const from = toMinute(
      query.from ?? new Date(Date.parse(to) - DEFAULT_PERIOD_MS).toISOString(),
      Math.floor,
    );
    if (from >= to) throw new InputError('from: must be before to');
    return {
      from,
      to,
      now,
      severities: query.severity,
      services: await this.#serviceCatalog.servicesOf({
        entityRefs: query.entityRef,
        tier: query.tier,
        credentials: caller.credentials,
      }),
      criteria: caller.criteria,
    };
  }
}

function toMinute(time: string, round: (minutes: number) => number): string {
  const minutes = round(Date.parse(time) / MINUTE_MS);
  return new Date(Math.min(minutes, LAST_MINUTE) * MINUTE_MS).toISOString();
}
