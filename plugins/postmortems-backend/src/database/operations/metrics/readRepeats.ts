import { REPEAT_DAYS } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';
import { applyScope, SCOPED } from '../../scope';
import type { Figures, FiguresOptions } from '../../types';

const DAY_MINUTES = 24 * 60;
const [SHORT, LONG] = REPEAT_DAYS;

/**
 * Incidents with a theme, and those of them before which one of the same services had one with the same theme. What is asked for
 * narrows which incidents are counted, not which came before them: those are all that the reader may see. With services in the scope
 * it is these services that have to be the same.
 */
export async function readRepeats(
  knex: Knex,
  options: FiguresOptions,
): Promise<Figures['repeats']> {
  const { services, severities, criteria } = options;
  const from = minuteOf(options.from);
  const series = knex('incident_themes').select(
    'incident_themes.incident_key',
    'incident_themes.started_minute',
    'incident_themes.severity',
    knex.raw(
      'started_minute - lag(started_minute) over (partition by service_ref, theme order by started_minute, incident_key) as gap',
    ),
  );
  // Minutes, which the index over series has; it tells everything that is read here
  series
    .where('incident_themes.started_minute', '>=', from - LONG * DAY_MINUTES)
    .where('incident_themes.started_minute', '<', minuteOf(options.to));
  applyScope(knex, series, SCOPED.themes, { criteria });
  if (services) {
    whereAnyOf(knex, series, 'incident_themes.service_ref', services);
  }
  const nearest = knex
    .from(series.as('series'))
    .where('started_minute', '>=', from)
    .groupBy('incident_key')
    .select(knex.raw('min(gap) as gap'));
  if (severities) nearest.whereIn('severity', severities);
  const within = (days: number) =>
    knex.raw('coalesce(sum(case when gap <= ? then 1 else 0 end), 0) as ??', [
      days * DAY_MINUTES,
      `within${days}`,
    ]);
  const [row] = await knex
    .from(nearest.as('nearest'))
    .select<Record<string, number | string>[]>(
      knex.raw('count(*) as incidents'),
      within(SHORT),
      within(LONG),
    );
  return {
    incidents: Number(row.incidents),
    within20: Number(row.within20),
    within90: Number(row.within90),
  };
}

/** Whole minutes since 1970; the scope's times have no seconds. */
function minuteOf(time: string): number {
  return Date.parse(time) / 60_000;
}
