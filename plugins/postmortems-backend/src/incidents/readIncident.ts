import { CustomErrorBase, NotFoundError } from '@backstage/errors';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  applyCriteria,
  type IncidentCriteria,
  isPostgres,
  whereAnyOf,
} from '../platform/database';
import { fromIncidentRow, type IncidentRow } from './incidentRow';

type ServiceRow = {
  incident_key: string;
  position: number;
  service_ref: string;
};

type ParticipantRow = {
  incident_key: string;
  position: number;
  entity_ref: string;
};

/** Nothing is added to an incident whose text was erased; answered with 409. */
export class IncidentErasedError extends CustomErrorBase {
  readonly name = 'IncidentErasedError';
  /** Read by Backstage's error handling. */
  readonly statusCode = 409;
}

/** Throws {@link IncidentErasedError}. */
export function assertNotErased(
  incident: Pick<Incident, 'key' | 'erased'> | undefined,
): void {
  if (incident?.erased) {
    throw new IncidentErasedError(
      `The text of incident '${
        incident.key
      }' was erased on ${incident.erased.at.slice(
        0,
        10,
      )}; nothing can be added to it`,
    );
  }
}

/** Incidents of rows with what belongs to them, in two queries for all. */
export async function hydrateIncidents(
  knex: Knex,
  rows: IncidentRow[],
): Promise<Incident[]> {
  if (rows.length === 0) return [];
  const keys = rows.map(row => row.key);
  const services: ServiceRow[] = await whereAnyOf(
    knex,
    knex('incident_services').select(),
    'incident_key',
    keys,
  ).orderBy(['incident_key', 'position']);
  const participants: ParticipantRow[] = await whereAnyOf(
    knex,
    knex('incident_participants').select(),
    'incident_key',
    keys,
  ).orderBy(['incident_key', 'position']);

  const servicesOf = groupByIncident(services, 'service_ref');
  const participantsOf = groupByIncident(participants, 'entity_ref');
  return rows.map(row =>
    fromIncidentRow(row, {
      services: servicesOf.get(row.key) ?? [],
      participants: participantsOf.get(row.key) ?? [],
    }),
  );
}

function groupByIncident<C extends string>(
  rows: ({ incident_key: string } & { [P in C]: string })[],
  column: C,
): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const row of rows) {
    const list = values.get(row.incident_key) ?? [];
    list.push(row[column]);
    values.set(row.incident_key, list);
  }
  return values;
}

type ReadIncident = {
  key: string;
  criteria?: IncidentCriteria;
  /** Until the transaction ends, so that writers of an incident take turns. */
  lock?: boolean;
  /** To lock it also when its text was erased, so that nothing is added to it. */
  evenErased?: boolean;
};

/** The incident, unless the criteria exclude it. */
export async function findIncident(
  knex: Knex,
  options: ReadIncident,
): Promise<Incident | undefined> {
  // No stored key has NUL, and PostgreSQL refuses it as a parameter
  if (options.key.includes('\0')) return undefined;
  const query = knex<IncidentRow>('incidents')
    .select('incidents.*')
    .where('incidents.key', options.key);
  applyCriteria(knex, query, options.criteria);
  // Not FOR UPDATE: rows that refer to the incident may be written meanwhile
  if (options.lock && isPostgres(knex)) query.forNoKeyUpdate();
  const [incident] = await hydrateIncidents(knex, await query);
  if (options.lock && !options.evenErased) assertNotErased(incident);
  return incident;
}

/** Like {@link findIncident}. Throws `NotFoundError`. */
export async function readIncident(
  knex: Knex,
  options: ReadIncident,
): Promise<Incident> {
  const incident = await findIncident(knex, options);
  if (!incident) {
    throw new NotFoundError(`No incident with key '${options.key}'`);
  }
  return incident;
}

/** Incidents by key; those that exist. */
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

/** Locks the incident of a postmortem, so that its writers take turns. */
export async function lockIncidentOf(
  tx: Knex.Transaction,
  postmortemId: string,
): Promise<void> {
  const postmortem = await tx('postmortems')
    .where({ id: postmortemId })
    .first<{ incident_key: string } | undefined>('incident_key');
  if (postmortem) {
    await readIncident(tx, { key: postmortem.incident_key, lock: true });
  }
}
