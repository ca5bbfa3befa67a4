import { NotFoundError } from '@backstage/errors';
import {
  incidentStatus,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  applyCriteria,
  type IncidentCriteria,
  isPostgres,
  optional,
  toNull,
  whereAnyOf,
} from '../platform/database';

export type IncidentRow = {
  key: string;
  title: string;
  description: string | null;
  severity: string;
  status: string;
  started_at: string;
  detected_at: string | null;
  mitigated_at: string | null;
  resolved_at: string | null;
  visibility: string;
  source_url: string | null;
  created_by: string;
  created_at: string;
  updated_at: string;
};

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

/** The status is derived here, so that it cannot disagree with the times. */
export function toIncidentRow(incident: Incident): IncidentRow {
  return {
    key: incident.key,
    title: incident.title,
    description: toNull(incident.description),
    severity: incident.severity,
    status: incidentStatus(incident),
    started_at: incident.startedAt,
    detected_at: toNull(incident.detectedAt),
    mitigated_at: toNull(incident.mitigatedAt),
    resolved_at: toNull(incident.resolvedAt),
    visibility: incident.visibility,
    source_url: toNull(incident.sourceUrl),
    created_by: incident.createdBy,
    created_at: incident.createdAt,
    updated_at: incident.updatedAt,
  };
}

function fromIncidentRow(
  row: IncidentRow,
  relations: { services: string[]; participants: string[] },
): Incident {
  return {
    key: row.key,
    title: row.title,
    ...optional('description', row.description),
    severity: row.severity as Incident['severity'],
    status: row.status as Incident['status'],
    services: relations.services,
    startedAt: row.started_at,
    ...optional('detectedAt', row.detected_at),
    ...optional('mitigatedAt', row.mitigated_at),
    ...optional('resolvedAt', row.resolved_at),
    visibility: row.visibility as Incident['visibility'],
    participants: relations.participants,
    ...optional('sourceUrl', row.source_url),
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
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
