import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  continueAfter,
  cursorAfter,
  inOrder,
  NEWEST_FIRST,
} from '../../platform/database/keyset';
import { toPage } from '../../platform/database/page';
import { applyScope, SCOPED } from '../../platform/database/scope';
import type { IncidentRow } from '../../platform/database/tables';
import type { ListIncidentsOptions, Page } from '../../platform/database/types';
import { hydrateIncidents } from './read';

const LIST = 'incidents';

/** Newest start first, then by key. */
export async function listIncidents(
  knex: Knex,
  options: ListIncidentsOptions,
): Promise<Page<Incident>> {
  const query = knex<IncidentRow>('incidents')
    .select('incidents.*')
    .limit(options.limit + 1);
  inOrder(query, NEWEST_FIRST);
  if (options.status) query.where('incidents.status', options.status);
  applyScope(knex, query, SCOPED.incidents, options);
  continueAfter(query, LIST, NEWEST_FIRST, options.cursor);

  const page = toPage<IncidentRow>(
    await query,
    options.limit,
    ({ key, started_at }) =>
      cursorAfter(LIST, NEWEST_FIRST, { key, started_at }),
  );
  return { ...page, items: await hydrateIncidents(knex, page.items) };
}
