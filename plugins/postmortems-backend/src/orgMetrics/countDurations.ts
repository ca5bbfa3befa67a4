import type { OrgMetric } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyScope } from '../platform/database';
import { INCIDENT_METRICS, type IncidentMetricsRow } from './tables';
import type { Histogram, OrgMetricsOptions } from './types';

/** Column of the minutes of each duration. */
export const DURATION_COLUMNS = {
  time_to_draft: 'minutes_to_draft',
  time_to_review: 'minutes_to_review',
  time_to_resolve: 'minutes_to_resolve',
} as const satisfies Partial<Record<OrgMetric, keyof IncidentMetricsRow>>;

type Row = { name: string; value: number; count: string | number };

/** What came before the incident ended has no duration after its end, and is left out. */
export async function countDurations(
  knex: Knex,
  options: OrgMetricsOptions,
): Promise<Record<keyof typeof DURATION_COLUMNS, Histogram>> {
  const columns = Object.values(DURATION_COLUMNS);
  const scoped = knex('incident_metrics').select(columns);
  applyScope(knex, scoped, INCIDENT_METRICS, options);
  const histograms = columns.map(column =>
    knex('scoped')
      .where(column, '>=', 0)
      .select(knex.raw(`'${column}' as name`), {
        value: column,
      })
      .count({ count: '*' })
      .groupBy(column),
  );
  const rows: Row[] = await knex
    .queryBuilder<Row, Row[]>()
    // The scope is looked at once for all columns
    .withMaterialized('scoped', scoped)
    .unionAll(histograms);
  const histogramOf = (metric: keyof typeof DURATION_COLUMNS) =>
    rows
      .filter(({ name }) => name === DURATION_COLUMNS[metric])
      .map(({ value, count }) => ({ value, count: Number(count) }))
      .sort((x, y) => x.value - y.value);
  return {
    time_to_draft: histogramOf('time_to_draft'),
    time_to_review: histogramOf('time_to_review'),
    time_to_resolve: histogramOf('time_to_resolve'),
  };
}
