import { NotFoundError } from '@backstage/errors';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria } from '../../platform/database/criteria';
import { isPostgres, whereAnyOf } from '../../platform/database/dialect';
import { fromIncidentRow } from '../incidentRow';
import type {
  IncidentParticipantRow,
  IncidentRow,
  IncidentServiceRow,
} from '../../platform/database/tables';
import type { IncidentCriteria } from '../../platform/database/types';

/** Completes incident rows with what belongs to them, in two queries however many they are. */
export async function hydrateIncidents(
  knex: Knex,
  rows: IncidentRow[],
): Promise<Incident[]> {
  if (rows.length === 0) return [];
  const keys = rows.map(row => row.key);
  const services: IncidentServiceRow[] = await whereAnyOf(
    knex,
    knex('incident_services').select(),
    'incident_key',
    keys,
  ).orderBy(['incident_key', 'position']);
  const participants: IncidentParticipantRow[] = await whereAnyOf(
    knex,
    knex('incident_participants').select(),
    'incident_key',
    keys,
  ).orderBy(['incident_key', 'position']);

  const servicesOf = namesByIncident(services, 'service_ref');
  const participantsOf = namesByIncident(participants, 'entity_ref');
  return rows.map(row =>
    fromIncidentRow(row, {
      services: servicesOf.get(row.key) ?? [],
      participants: participantsOf.get(row.key) ?? [],
    }),
  );
}

function namesByIncident<C extends string>(
  rows: ({ incident_key: string } & { [P in C]: string })[],
  column: C,
): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const row of rows) {
    const list = names.get(row.incident_key) ?? [];
    list.push(row[column]);
    names.set(row.incident_key, list);
  }
  return names;
}

/** The incident with this key, if the criteria admit it. */
export async function findIncident(
  knex: Knex,
  options: { key: string; criteria?: IncidentCriteria; lock?: boolean },
): Promise<Incident | undefined> {
  // No stored key has NUL, and PostgreSQL refuses to be asked about it
  if (options.key.includes('\0')) return undefined;
  const query = knex<IncidentRow>('incidents')
    .select('incidents.*')
    .where('incidents.key', options.key);
  applyCriteria(knex, query, options.criteria);
  // Not FOR UPDATE: rows that refer to the incident may be written meanwhile
  if (options.lock && isPostgres(knex)) query.forNoKeyUpdate();
  const [incident] = await hydrateIncidents(knex, await query);
  return incident;
}

/** The incidents with these keys, by key; those that there are. */
export async function readIncidents(
  knex: Knex,
  options: { keys: readonly string[] },
): Promise<Map<string, Incident>> {
  const rows: IncidentRow[] = await whereAnyOf(
    knex,
    knex('incidents').select('incidents.*'),
    'incidents.key',
    options.keys,
  );
  const incidents = await hydrateIncidents(knex, rows);
  return new Map(incidents.map(incident => [incident.key, incident]));
}

/** Like {@link findIncident}. Throws `NotFoundError`. */
export async function readIncident(
  knex: Knex,
  options: { key: string; criteria?: IncidentCriteria; lock?: boolean },
): Promise<Incident> {
  const incident = await findIncident(knex, options);
  if (!incident) {
    throw new NotFoundError(`No incident with key '${options.key}'`);
  }
  return incident;
}
