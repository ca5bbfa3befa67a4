import { REPEAT_DAYS } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { Figures, FiguresOptions } from '../../types';
import { distances } from './repeats';

const DAY_MINUTES = 24 * 60;

/** Incidents with a theme, and the repeats among them. */
export async function readRepeats(
  knex: Knex,
  options: FiguresOptions,
): Promise<Figures['repeats']> {
  const within = (days: number) =>
    knex.raw('coalesce(sum(case when gap <= ? then 1 else 0 end), 0) as ??', [
      days * DAY_MINUTES,
      `within${days}`,
    ]);
  const [row] = await knex
    .from(distances(knex, options).as('distances'))
    .select<Record<string, number | string>[]>(
      knex.raw('count(*) as incidents'),
      ...REPEAT_DAYS.map(within),
    );
  return {
    incidents: Number(row.incidents),
    within20: Number(row.within20),
    within90: Number(row.within90),
  };
}
