import type { Theme } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyScope, SCOPED } from '../../scope';
import type { FiguresOptions, ThemeOfMonth } from '../../types';

/** Incidents by month of their start and theme, in this order. */
export async function readThemes(
  knex: Knex,
  options: FiguresOptions,
): Promise<ThemeOfMonth[]> {
  // The row of the primary service stands for the incident
  const query = knex('incident_themes').where('incident_themes.position', 0);
  applyScope(knex, query, SCOPED.themes, options);
  const month = 'substr(incident_themes.started_at, 1, 7)';
  const rows: Record<'month' | 'theme' | 'incidents', string | number>[] =
    await query
      .select(knex.raw(`${month} as month`), 'incident_themes.theme')
      .count({ incidents: '*' })
      .groupByRaw(`${month}, incident_themes.theme`)
      .orderByRaw(`${month}, incident_themes.theme`);
  return rows.map(row => ({
    month: String(row.month),
    theme: row.theme as Theme,
    incidents: Number(row.incidents),
  }));
}
