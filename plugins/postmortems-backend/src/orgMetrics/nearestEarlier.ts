import type { Knex } from 'knex';
import {
  applyCriteria,
  type IncidentCriteria,
  whereAnyOf,
} from '../platform/database';
import { INCIDENT_METRICS, type RecurrenceKeyRow } from './tables';

/** The incident just before another in the series of one of its keys. */
export type EarlierIncident = Omit<RecurrenceKeyRow, 'started_at'> & {
  previous_key: string;
  previous_started_at: string;
  previous_started_minute: number;
};

/** Restricts keys (`earlier`) to those of the same series as the row `current`. */
export function inSeriesBefore(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .whereRaw('earlier.service_ref = current.service_ref')
    .whereRaw('earlier.basis = current.basis')
    .whereRaw('earlier.value = current.value')
    .whereRaw(
      '(earlier.started_at, earlier.incident_key) < (current.started_at, current.incident_key)',
    )
    .orderBy([
      { column: 'earlier.started_at', order: 'desc' },
      { column: 'earlier.incident_key', order: 'desc' },
    ])
    .limit(1);
}

/** Restricts keys (`earlier`) to those of incidents that the criteria admit. */
export function whereVisible(
  knex: Knex,
  query: Knex.QueryBuilder,
  criteria: IncidentCriteria | undefined,
): Knex.QueryBuilder {
  if (!criteria) return query;
  return query.whereExists(inner => {
    inner
      .select(knex.raw('1'))
      .from('incident_metrics')
      .whereRaw('incident_metrics.incident_key = earlier.incident_key');
    // Few are looked at
    applyCriteria(knex, inner, criteria, {
      ...INCIDENT_METRICS,
      isCounted: false,
    });
  });
}

/**
 * The latest earlier incident of each of these that the criteria allow. When
 * several keys lead to it, a category comes before an alert name, then the
 * first by value and service.
 */
export async function findNearestEarlier(
  knex: Knex,
  options: { incidentKeys: readonly string[]; criteria?: IncidentCriteria },
): Promise<Map<string, EarlierIncident>> {
  const { incidentKeys, criteria } = options;
  const previous = whereVisible(
    knex,
    inSeriesBefore(
      knex('incident_recurrence_keys as earlier').select(
        'earlier.incident_key',
      ),
    ),
    criteria,
  );
  const candidates = whereAnyOf(
    knex,
    knex('incident_recurrence_keys as current').select(
      'current.incident_key',
      'current.service_ref',
      'current.basis',
      'current.value',
      'current.started_minute',
      previous.as('previous_key'),
    ),
    'current.incident_key',
    incidentKeys,
  );
  const rows: EarlierIncident[] = await knex
    .from(candidates.as('candidates'))
    .join(
      'incident_metrics',
      'incident_metrics.incident_key',
      'candidates.previous_key',
    )
    .select(
      'candidates.*',
      'incident_metrics.started_at as previous_started_at',
      'incident_metrics.started_minute as previous_started_minute',
    );
  const nearest = new Map<string, EarlierIncident>();
  for (const row of rows.sort(nearestFirst)) {
    if (!nearest.has(row.incident_key)) nearest.set(row.incident_key, row);
  }
  return nearest;
}

function nearestFirst(a: EarlierIncident, b: EarlierIncident): number {
  return (
    byText(b.previous_started_at, a.previous_started_at) ||
    byText(b.previous_key, a.previous_key) ||
    // Categories before alert names
    byText(b.basis, a.basis) ||
    byText(a.value, b.value) ||
    byText(a.service_ref, b.service_ref)
  );
}

/** In the order of code units, as the databases have it. */
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
