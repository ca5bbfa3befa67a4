import type {
  RetrospectiveOrder,
  RetrospectiveSummary,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria, applyServices } from '../../criteria';
import {
  continueAfter,
  cursorAfter,
  inOrder,
  NEWEST_FIRST,
  type OrderColumn,
} from '../../keyset';
import { toPage } from '../../page';
import { toRetrospectiveSummary } from '../../rows/retrospectiveRow';
import type { IncidentRow, RetrospectiveRow } from '../../tables';
import type { ListRetrospectivesOptions, Page } from '../../types';
import { hydrateIncidents } from '../incident/read';

/** Columns of each order; the key tells apart what is equal otherwise. */
const ORDERS: Record<RetrospectiveOrder, readonly OrderColumn[]> = {
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
    { column: 'retrospectives.updated_at', direction: 'desc', type: 'time' },
    {
      column: 'retrospectives.incident_key',
      direction: 'desc',
      type: 'text',
    },
  ],
};

/** In the order that is asked for, the newest incident first if none is. Reads no document. */
export async function listRetrospectives(
  knex: Knex,
  options: ListRetrospectivesOptions,
): Promise<Page<RetrospectiveSummary>> {
  const name = options.order ?? 'newest';
  const list = `retrospectives/${name}`;
  const order = ORDERS[name];
  const query = knex('incidents')
    .join('retrospectives', 'retrospectives.incident_key', 'incidents.key')
    .select(
      'incidents.key',
      'incidents.started_at',
      'incidents.severity',
      'retrospectives.updated_at',
      'retrospectives.incident_key',
    )
    .limit(options.limit + 1);
  inOrder(query, order);
  if (options.incidentKey !== undefined) {
    query.where('incidents.key', options.incidentKey);
  }
  if (options.status) query.where('retrospectives.status', options.status);
  narrow(query, options);
  applyServices(knex, query, options.services);
  applyCriteria(knex, query, options.criteria);
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

/** What a figure counts, and what somebody looks for. */
function narrow(
  query: Knex.QueryBuilder,
  { from, to, severity, q, only, theme }: ListRetrospectivesOptions,
): void {
  if (from) query.where('incidents.started_at', '>=', from);
  if (to) query.where('incidents.started_at', '<', to);
  if (severity) query.whereIn('incidents.severity', severity);
  if (q) {
    const words = `%${q
      .replaceAll('\0', '')
      .toLocaleLowerCase('en-US')
      .replace(/[\\%_]/g, '\\$&')}%`;
    query.where(found =>
      found
        .whereRaw(`lower(retrospectives.title) like ? escape '\\'`, [words])
        .orWhereRaw(`lower(incidents.key) like ? escape '\\'`, [words]),
    );
  }
  if (only === 'published') query.whereNotNull('retrospectives.published_at');
  if (only === 'unpublished') query.whereNull('retrospectives.published_at');
  if (only === 'open_items') {
    query.where('retrospectives.open_follow_ups', '>', 0);
  }
  if (only === 'doubtful') {
    query.whereRaw(
      'retrospectives.claims_partial + retrospectives.claims_unsupported + retrospectives.claims_contradicted > 0',
    );
  }
  if (theme) {
    query.whereExists(themes =>
      themes
        .from('incident_themes')
        .whereRaw('incident_themes.incident_key = incidents.key')
        .where('incident_themes.theme', theme),
    );
  }
}

/** The retrospectives of these incidents, in their order. An incident has one. */
async function summarise(
  knex: Knex,
  incidentKeys: string[],
): Promise<RetrospectiveSummary[]> {
  const rows = await knex<RetrospectiveRow>('retrospectives').whereIn(
    'incident_key',
    incidentKeys,
  );
  const incidents = await hydrateIncidents(
    knex,
    await knex<IncidentRow>('incidents').whereIn('key', incidentKeys),
  );
  const rowOf = new Map(rows.map(row => [row.incident_key, row]));
  const incidentOf = new Map(incidents.map(one => [one.key, one]));
  return incidentKeys.flatMap(key => {
    const row = rowOf.get(key);
    const incident = incidentOf.get(key);
    return row && incident ? [toRetrospectiveSummary(row, incident)] : [];
  });
}
