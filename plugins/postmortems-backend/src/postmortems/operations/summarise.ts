import type { PostmortemSummary } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { toPostmortemSummary } from '../postmortemRow';
import type {
  IncidentRow,
  PostmortemRow,
} from '../../platform/database/tables';
import { hydrateIncidents } from '../../incidents/operations/read';

/** The postmortems of these incidents, in their order. An incident has one. */
export async function summarise(
  knex: Knex,
  incidentKeys: string[],
): Promise<PostmortemSummary[]> {
  const rows = await knex<PostmortemRow>('postmortems').whereIn(
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
    return row && incident ? [toPostmortemSummary(row, incident)] : [];
  });
}
