import type { RetrospectiveSummary } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria, applyServices } from '../../criteria';
import { toPage } from '../../page';
import { toRetrospectiveSummary } from '../../rows/retrospectiveRow';
import type { IncidentRow, RetrospectiveRow } from '../../tables';
import type { ListRetrospectivesOptions, Page } from '../../types';
import { continueAfterIncident, encodeIncidentCursor } from '../incident/list';
import { hydrateIncidents } from '../incident/read';

const LIST = 'retrospectives';

/** Newest incident first. Reads no document. */
export async function listRetrospectives(
  knex: Knex,
  options: ListRetrospectivesOptions,
): Promise<Page<RetrospectiveSummary>> {
  const query = knex('incidents')
    .join('retrospectives', 'retrospectives.incident_key', 'incidents.key')
    .select('incidents.key', 'incidents.started_at')
    .orderBy([
      { column: 'incidents.started_at', order: 'desc' },
      { column: 'incidents.key', order: 'desc' },
    ])
    .limit(options.limit + 1);
  if (options.incidentKey !== undefined) {
    query.where('incidents.key', options.incidentKey);
  }
  if (options.status) query.where('retrospectives.status', options.status);
  applyServices(knex, query, options.services);
  applyCriteria(knex, query, options.criteria);
  continueAfterIncident(query, LIST, options.cursor);

  const page = toPage<Pick<IncidentRow, 'key' | 'started_at'>>(
    await query,
    options.limit,
    last => encodeIncidentCursor(LIST, last),
  );
  return {
    ...page,
    items: await summarise(
      knex,
      page.items.map(item => item.key),
    ),
  };
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
