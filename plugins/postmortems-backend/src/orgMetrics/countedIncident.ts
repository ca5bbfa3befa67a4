import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { whereAnyOf } from '../platform/database';

/** What org metrics read of an incident. */
export type CountedIncident = Pick<
  Incident,
  | 'key'
  | 'title'
  | 'severity'
  | 'services'
  | 'startedAt'
  | 'resolvedAt'
  | 'visibility'
  | 'createdBy'
>;

type Row = {
  key: string;
  title: string;
  severity: string;
  started_at: string;
  resolved_at: string | null;
  visibility: string;
  created_by: string;
};

/**
 * Incidents of rows. Features that write incidents call this one in their
 * transactions, so that it reads the tables itself.
 */
export async function hydrateCountedIncidents(
  knex: Knex,
  rows: readonly Row[],
): Promise<CountedIncident[]> {
  const keys = rows.map(({ key }) => key);
  const services = await servicesOf(knex, keys);
  return rows.map(row => ({
    key: row.key,
    title: row.title,
    severity: row.severity as Incident['severity'],
    services: services.get(row.key) ?? [],
    startedAt: row.started_at,
    ...(row.resolved_at !== null && { resolvedAt: row.resolved_at }),
    visibility: row.visibility as Incident['visibility'],
    createdBy: row.created_by,
  }));
}

export async function findCountedIncident(
  knex: Knex,
  options: { incidentKey: string },
): Promise<CountedIncident | undefined> {
  const rows = await knex<Row>('incidents').where({
    key: options.incidentKey,
  });
  const [incident] = await hydrateCountedIncidents(knex, rows);
  return incident;
}

async function servicesOf(
  knex: Knex,
  keys: readonly string[],
): Promise<Map<string, string[]>> {
  const rows: { incident_key: string; service_ref: string }[] =
    await whereAnyOf(
      knex,
      knex('incident_services').select('incident_key', 'service_ref'),
      'incident_key',
      keys,
    ).orderBy(['incident_key', 'position']);
  const services = new Map<string, string[]>();
  for (const { incident_key: key, service_ref: ref } of rows) {
    services.set(key, [...(services.get(key) ?? []), ref]);
  }
  return services;
}
