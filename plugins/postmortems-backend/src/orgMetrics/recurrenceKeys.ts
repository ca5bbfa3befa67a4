import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  bulkInsert,
  type BulkTable,
  isPostgres,
  whereAnyOf,
} from '../platform/database';
import { findNearestEarlier } from './nearestEarlier';
import type { IncidentMetricsRow, RecurrenceKeyRow } from './tables';

const KEYS: BulkTable<RecurrenceKeyRow> = {
  name: 'incident_recurrence_keys',
  columns: {
    incident_key: 'text',
    service_ref: 'text',
    basis: 'text',
    value: 'text',
    started_at: 'text',
    started_minute: 'integer',
  },
};

/** Begins the name of the lock of those who change keys of a service, for PostgreSQL. */
const LOCK = 'postmortems.incident_recurrence_keys';

/** What one incident of a service has in common with another that repeats it. */
type RecurrenceValues = {
  categories: readonly string[];
  alertNames: readonly string[];
};

/**
 * Replaces the keys of an incident where they have changed.
 *
 * Which incident another repeats depends on all incidents of a series, so
 * writers of keys of one service wait for each other's commit. The caller must not
 * have written to `incident_metrics` yet: the writer before it may wait for that
 * row.
 *
 * @returns keys of the incidents whose previous incident may be another one now
 */
export async function replaceRecurrenceKeys(
  tx: Knex.Transaction,
  options: {
    incident: Pick<Incident, 'key' | 'startedAt' | 'services'>;
    startedMinute: number;
    values: RecurrenceValues;
    stored: readonly RecurrenceKeyRow[];
  },
): Promise<string[]> {
  const { incident, startedMinute, values, stored } = options;
  const wanted = incident.services.flatMap(service_ref =>
    (
      [
        ['category', values.categories],
        ['alert_name', values.alertNames],
      ] as const
    ).flatMap(([basis, all]) =>
      all.map(value => ({
        incident_key: incident.key,
        service_ref,
        basis,
        value,
        started_at: incident.startedAt,
        started_minute: startedMinute,
      })),
    ),
  );
  if (sameKeys(stored, wanted)) return [];
  if (isPostgres(tx)) {
    const services = [...stored, ...wanted].map(row => row.service_ref);
    // In one order, so that no two wait for each other
    for (const service of [...new Set(services)].sort()) {
      await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
        `${LOCK} ${service}`,
      ]);
    }
  }
  const before = await nextInSeries(tx, incident.key);
  await tx('incident_recurrence_keys')
    .where({ incident_key: incident.key })
    .delete();
  await bulkInsert(tx, KEYS, wanted);
  const after = await nextInSeries(tx, incident.key);
  return [...new Set([incident.key, ...before, ...after])];
}

/**
 * Writes which incident each of these repeats. One of several services may be looked
 * at by writers of each: whoever comes second waits, and then sees the keys of both.
 */
export async function updatePrevious(
  tx: Knex.Transaction,
  incidentKeys: readonly string[],
): Promise<void> {
  if (incidentKeys.length === 0) return;
  await whereAnyOf(
    tx,
    tx('incident_metrics').select('incident_key'),
    'incident_key',
    incidentKeys,
  )
    .orderBy('incident_key')
    .forUpdate();
  const nearest = await findNearestEarlier(tx, { incidentKeys });
  for (const key of incidentKeys) {
    const earlier = nearest.get(key);
    await tx<IncidentMetricsRow>('incident_metrics')
      .where({ incident_key: key })
      .update({
        previous_key: earlier?.previous_key ?? null,
        minutes_since_previous: earlier
          ? earlier.started_minute - earlier.previous_started_minute
          : null,
      });
  }
}

/**
 * Incidents that come directly after this one in one of its series. For later
 * ones, these are nearer.
 */
async function nextInSeries(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<string[]> {
  const next = tx('incident_recurrence_keys as later')
    .select('later.incident_key')
    .whereRaw('later.service_ref = current.service_ref')
    .whereRaw('later.basis = current.basis')
    .whereRaw('later.value = current.value')
    .whereRaw(
      '(later.started_at, later.incident_key) > (current.started_at, current.incident_key)',
    )
    .orderBy(['later.started_at', 'later.incident_key'])
    .limit(1);
  const rows: { next_key: string | null }[] = await tx(
    'incident_recurrence_keys as current',
  )
    .where('current.incident_key', incidentKey)
    .select(next.as('next_key'));
  return rows.flatMap(row => row.next_key ?? []);
}

function sameKeys(
  stored: readonly RecurrenceKeyRow[],
  wanted: readonly RecurrenceKeyRow[],
): boolean {
  const nameOf = (row: RecurrenceKeyRow) =>
    JSON.stringify([row.service_ref, row.basis, row.value, row.started_at]);
  const names = new Set(stored.map(nameOf));
  return (
    stored.length === wanted.length &&
    wanted.every(row => names.has(nameOf(row)))
  );
}
