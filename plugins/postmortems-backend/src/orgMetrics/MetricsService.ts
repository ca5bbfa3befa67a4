import { InputError } from '@backstage/errors';
import type {
  ListFigureIncidentsQuery,
  ListFigureIncidentsResponse,
  Metrics,
  MetricsQuery,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../platform/auth';
import type { ServiceCatalog } from '../platform/catalog';
import type { FiguresOptions, MetricsStore } from '../platform/database';
import { toResponse, type IncidentService } from '../incidents';
import { byGroup } from './byGroup';
import { toMetrics } from './toMetrics';

/** The period when none is asked for, in milliseconds. */
const DEFAULT_PERIOD_MS = 90 * 24 * 60 * 60 * 1000;

const MINUTE_MS = 60_000;
/** Times that sort as text have four digits for the year. */
const LAST_MINUTE = Date.UTC(9999, 11, 31, 23, 59) / MINUTE_MS;

/** Figures over what a caller may see, and the incidents behind them. */
export class MetricsService {
  readonly #metrics: MetricsStore;
  readonly #incidents: Pick<IncidentService, 'servicesOf'>;
  readonly #catalog: Pick<ServiceCatalog, 'groupsOf'>;

  constructor(options: {
    metrics: MetricsStore;
    incidents: Pick<IncidentService, 'servicesOf'>;
    catalog: Pick<ServiceCatalog, 'groupsOf'>;
  }) {
    this.#metrics = options.metrics;
    this.#incidents = options.incidents;
    this.#catalog = options.catalog;
  }

  async read(options: {
    query: MetricsQuery;
    caller: Caller;
  }): Promise<Metrics> {
    const scope = await this.#scopeOf(options);
    const figures = await this.#metrics.read(scope);
    const groups = await this.#catalog.groupsOf({
      owners: figures.owners.flatMap(({ owner }) => owner ?? []),
    });
    return toMetrics(figures, {
      from: scope.from,
      to: scope.to,
      byGroup: byGroup(figures.owners, groups),
    });
  }

  async listIncidents(options: {
    query: ListFigureIncidentsQuery;
    caller: Caller;
  }): Promise<ListFigureIncidentsResponse> {
    const { figure, part, verdict, theme, atLeast, below } = options.query;
    const { order, cursor, limit } = options.query;
    return toResponse(
      await this.#metrics.listIncidents({
        ...(await this.#scopeOf(options)),
        figure,
        part,
        verdict,
        theme,
        atLeast,
        below,
        order,
        cursor,
        limit,
      }),
    );
  }

  async #scopeOf(options: {
    query: MetricsQuery;
    caller: Caller;
  }): Promise<FiguresOptions> {
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
      services: await this.#incidents.servicesOf({
        entityRefs: query.entityRef,
        tier: query.tier,
        caller,
      }),
      criteria: caller.criteria,
    };
  }
}

function toMinute(time: string, round: (minutes: number) => number): string {
  const minutes = round(Date.parse(time) / MINUTE_MS);
  return new Date(Math.min(minutes, LAST_MINUTE) * MINUTE_MS).toISOString();
}
