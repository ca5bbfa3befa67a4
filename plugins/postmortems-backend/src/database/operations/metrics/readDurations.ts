import type { Knex } from 'knex';
import { applyScope, SCOPED } from '../../scope';
import type { Durations, FiguresOptions } from '../../types';

/** Column of each duration. */
export const DURATION_COLUMNS = {
  toDraft: 'minutes_to_draft',
  toReview: 'minutes_to_review',
  toResolve: 'minutes_to_resolve',
} as const satisfies Record<keyof Durations, string>;

/** How often each number of minutes occurs, which every percentile can be told from. */
export async function readDurations(
  knex: Knex,
  options: FiguresOptions,
): Promise<Durations> {
  const scoped = knex('incident_facts').select(
    Object.values(DURATION_COLUMNS).map(column => `incident_facts.${column}`),
  );
  applyScope(knex, scoped, SCOPED.facts, options);
  const names = Object.keys(DURATION_COLUMNS) as (keyof Durations)[];
  const rows: { name: string; value: number; count: number | string }[] =
    await knex.withMaterialized('scoped', scoped).unionAll(
      names.map(name =>
        knex('scoped')
          .select({ value: DURATION_COLUMNS[name] })
          .select(knex.raw('? as name, count(*) as count', [name]))
          .whereNotNull(DURATION_COLUMNS[name])
          .groupBy(DURATION_COLUMNS[name]),
      ),
    );
  const histogramOf = (name: keyof Durations) =>
    rows
      .filter(row => row.name === name)
      .map(({ value, count }) => ({ value, count: Number(count) }))
      .sort((a, b) => a.value - b.value);
  return {
    toDraft: histogramOf('toDraft'),
    toReview: histogramOf('toReview'),
    toResolve: histogramOf('toResolve'),
  };
}
