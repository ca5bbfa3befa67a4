import type {
  PostmortemOrder,
  PostmortemSummary,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  continueAfter,
  cursorAfter,
  inOrder,
  NEWEST_FIRST,
  type OrderColumn,
} from '../../platform/database/keyset';
import { toPage } from '../../platform/database/page';
import { applyScope, SCOPED } from '../../platform/database/scope';
import { whereFound } from '../../platform/database/searchText';
import type {
  ListPostmortemsOptions,
  Page,
} from '../../platform/database/types';
import { summarise } from './summarise';

/** Columns of each order; the key tells apart what is equal otherwise. */
const ORDERS: Record<PostmortemOrder, readonly OrderColumn[]> = {
  newest: NEWEST_FIRST,
  oldest: [
    { column: 'incidents.started_at', direction: 'asc', type: 'time' },
    { column: 'incidents.key', direction: 'asc', type: 'text' },
  ],
  severity: [
    { column: 'incidents.severity', direction: 'asc', type: 'text' },
    ...NEWEST_FIRST,
  ],
  changed: [
    { column: 'postmortems.updated_at', direction: 'desc', type: 'time' },
    {
      column: 'postmortems.incident_key',
      direction: 'desc',
      type: 'text',
    },
  ],
};

/** In the order that is asked for, the newest incident first if none is. Reads no document. */
export async function listPostmortems(
  knex: Knex,
  options: ListPostmortemsOptions,
): Promise<Page<PostmortemSummary>> {
  const name = options.order ?? 'newest';
  const list = `postmortems/${name}`;
  const order = ORDERS[name];
  const query = knex('incidents')
    .join('postmortems', 'postmortems.incident_key', 'incidents.key')
    .select(
      'incidents.key',
      'incidents.started_at',
      'incidents.severity',
      'postmortems.updated_at',
      'postmortems.incident_key',
    )
    .limit(options.limit + 1);
  inOrder(query, order);
  applyScope(knex, query, SCOPED.incidents, options);
  if (options.incidentKey !== undefined) {
    query.where('incidents.key', options.incidentKey);
  }
  if (options.status) {
    query.whereIn('postmortems.status', options.status);
  }
  if (options.q !== undefined) {
    whereFound(knex, query, 'postmortems.search_text', options.q);
  }
  continueAfter(query, list, order, options.cursor);

  const page = toPage<{ key: string } & Record<string, string>>(
    await query,
    options.limit,
    last => cursorAfter(list, order, last),
  );
  return {
    ...page,
    items: await summarise(
      knex,
      page.items.map(item => item.key),
    ),
  };
}
