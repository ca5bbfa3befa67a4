import type { RetrospectiveSummary } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { toRetrospectiveSummary } from '../../rows/retrospectiveRow';
import type { IncidentRow, RetrospectiveRow } from '../../tables';
import { hydrateIncidents } from '../incident/read';

/** The retrospectives of these incidents, in their order. An incident has one. */
export async function summarise(
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
