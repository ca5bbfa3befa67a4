import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria, applyServices } from '../../criteria';
import { decodeCursor, encodeCursor } from '../../cursor';
import { toPage } from '../../page';
import type { IncidentRow } from '../../tables';
import type { ListIncidentsOptions, Page } from '../../types';
import { hydrateIncidents } from './read';

const LIST = 'incidents';

/** Newest start first, then by key. */
export async function listIncidents(
  knex: Knex,
  options: ListIncidentsOptions,
): Promise<Page<Incident>> {
  const query = knex<IncidentRow>('incidents')
    .select('incidents.*')
    .orderBy([
      { column: 'incidents.started_at', order: 'desc' },
      { column: 'incidents.key', order: 'desc' },
    ])
    .limit(options.limit + 1);
  if (options.status) query.where('incidents.status', options.status);
  if (options.severity) query.where('incidents.severity', options.severity);
  applyServices(knex, query, options.services);
  applyCriteria(knex, query, options.criteria);
  continueAfterIncident(query, LIST, options.cursor);

  const page = toPage(await query, options.limit, last =>
    encodeIncidentCursor(LIST, last),
  );
  return { ...page, items: await hydrateIncidents(knex, page.items) };
}

/** Continues a list in order of incidents after the one that the cursor names. */
export function continueAfterIncident(
  query: Knex.QueryBuilder,
  list: string,
  cursor: string | undefined,
  direction: 'asc' | 'desc' = 'desc',
): void {
  if (cursor === undefined) return;
  query.whereRaw(
    `(incidents.started_at, incidents.key) ${
      direction === 'asc' ? '>' : '<'
    } (?, ?)`,
    decodeCursor(list, ['time', 'text'], cursor),
  );
}

/** The cursor of a list in order of incidents. */
export function encodeIncidentCursor(
  list: string,
  last: Pick<IncidentRow, 'started_at' | 'key'>,
): string {
  return encodeCursor(list, [last.started_at, last.key]);
}
