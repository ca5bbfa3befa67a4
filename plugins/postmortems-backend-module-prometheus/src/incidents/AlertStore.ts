import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { generatorExpression } from '../webhook/payload';
import type { MonitoredService } from '../metrics/planQueries';
import type { NotifiedAlert } from '../webhook/payload';
import type { TrackedAlert } from './TrackedAlert';

const GROUPS = 'postmortems_prometheus_groups';
const ALERTS = 'postmortems_prometheus_alerts';

type AlertRow = {
  group_hash: string;
  fingerprint: string;
  starts_at: string;
  ends_at: string | null;
  superseded_at: string | null;
  incident_key: string;
  details: string;
  /** SQLite answers with 0 and 1. */
  firing_applied: boolean | number;
  end_applied: string | null;
};

const detailsSchema = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  service: z.object({ ref: z.string(), name: z.string() }),
  expression: z.string().optional(),
});

/**
 * Stores which alert belongs to which incident. Alertmanager has no incident
 * ids: a notification lists the alerts of a group that fire at the moment, and
 * the next one leaves out those that have ended. So the rules are:
 *
 * - A known alert (fingerprint and start) stays with its incident, in whatever
 *   order notifications arrive.
 * - An unknown alert joins the incident of a known one in the same notification,
 *   because they fire together.
 * - It also joins the incident of an earlier alert with its fingerprint whose end
 *   was never notified: Alertmanager sends nothing when an alert ends and starts
 *   again between two notifications.
 * - Otherwise a new incident begins. Its key is a hash of the group and the
 *   earliest start, so that two replicas create the same one.
 *
 * An end is final: a firing notification that arrives after it was sent before.
 */
export class AlertStore {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<AlertStore> {
    const { database } = options;
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@postmortems/backstage-plugin-postmortems-backend-module-prometheus',
          'migrations',
        ),
        // The plugin has its own migrations in the same database
        tableName: 'postmortems_prometheus__knex_migrations',
      });
    }
    return new AlertStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Stores the alerts of a notification. Safe when two replicas process
   * notifications of one group at once, and when notifications are late or
   * repeated.
   *
   * @returns all alerts of each incident that the notification touches, by
   * incident key
   */
  async record(options: {
    groupKey: string;
    alerts: { alert: NotifiedAlert; service: MonitoredService }[];
  }): Promise<Map<string, TrackedAlert[]>> {
    const groupHash = sha256(options.groupKey);
    const alerts = [...options.alerts].sort((a, b) =>
      a.alert.startsAt.localeCompare(b.alert.startsAt),
    );
    return this.#knex.transaction(async tx => {
      await lockGroup(tx, { groupHash, groupKey: options.groupKey });
      const known = await tx<AlertRow>(ALERTS).where({ group_hash: groupHash });
      const predecessors = alerts.flatMap(({ alert }) =>
        known.filter(
          row =>
            row.fingerprint === alert.fingerprint &&
            (row.starts_at === alert.startsAt ||
              (row.starts_at < alert.startsAt && !toEnd(row))),
        ),
      );
      const incidentKey =
        predecessors
          .sort((a, b) => a.starts_at.localeCompare(b.starts_at))
          .at(-1)?.incident_key ??
        newIncidentKey(options.groupKey, alerts[0].alert.startsAt);

      const touched = new Set<string>();
      for (const { alert, service } of alerts) {
        const existing = known.find(
          row =>
            row.fingerprint === alert.fingerprint &&
            row.starts_at === alert.startsAt,
        );
        const end = alert.status === 'resolved' ? alert.endsAt : undefined;
        const row: AlertRow = {
          group_hash: groupHash,
          fingerprint: alert.fingerprint,
          starts_at: alert.startsAt,
          ends_at: latest(existing?.ends_at, end),
          superseded_at: existing?.superseded_at ?? null,
          incident_key: existing?.incident_key ?? incidentKey,
          details:
            existing?.details ??
            JSON.stringify({
              name: alert.labels.alertname ?? 'unnamed alert',
              labels: alert.labels,
              service,
              expression: generatorExpression(alert),
            }),
          firing_applied: existing?.firing_applied ?? false,
          end_applied: existing?.end_applied ?? null,
        };
        await tx<AlertRow>(ALERTS)
          .insert(row)
          .onConflict(['group_hash', 'fingerprint', 'starts_at'])
          .merge(['ends_at']);
        await tx<AlertRow>(ALERTS)
          .where({ group_hash: groupHash, fingerprint: alert.fingerprint })
          .where('starts_at', '<', alert.startsAt)
          .whereNull('superseded_at')
          .update({ superseded_at: alert.startsAt });
        touched.add(row.incident_key);
      }
      const rows = await tx<AlertRow>(ALERTS)
        .whereIn('incident_key', [...touched])
        .orderBy(['starts_at', 'fingerprint']);
      const result = new Map<string, TrackedAlert[]>();
      for (const row of rows) {
        const list = result.get(row.incident_key) ?? [];
        list.push(toTrackedAlert(row));
        result.set(row.incident_key, list);
      }
      return result;
    });
  }

  /** Records that the alerts of a notification are part of their incidents. */
  async markApplied(options: {
    groupKey: string;
    alerts: NotifiedAlert[];
  }): Promise<void> {
    for (const alert of options.alerts) {
      await this.#knex<AlertRow>(ALERTS)
        .where({
          group_hash: sha256(options.groupKey),
          fingerprint: alert.fingerprint,
          starts_at: alert.startsAt,
        })
        .update(
          alert.status === 'resolved'
            ? { end_applied: alert.endsAt }
            : { firing_applied: true },
        );
    }
  }

  /** The alerts of an incident, ascending by start. */
  async listAlerts(options: { incidentKey: string }): Promise<TrackedAlert[]> {
    const rows = await this.#knex<AlertRow>(ALERTS)
      .where({ incident_key: options.incidentKey })
      .orderBy(['starts_at', 'fingerprint']);
    return rows.map(toTrackedAlert);
  }
}

/** Updating the row locks the group until the transaction ends, on every database. */
async function lockGroup(
  tx: Knex.Transaction,
  options: { groupHash: string; groupKey: string },
) {
  await tx(GROUPS)
    .insert({
      group_hash: options.groupHash,
      group_key: options.groupKey,
      seen_at: new Date().toISOString(),
    })
    .onConflict('group_hash')
    .merge(['seen_at']);
}

function toTrackedAlert(row: AlertRow): TrackedAlert {
  return {
    ...detailsSchema.parse(JSON.parse(row.details)),
    fingerprint: row.fingerprint,
    startsAt: row.starts_at,
    endsAt: toEnd(row),
    incidentKey: row.incident_key,
    firingApplied: Boolean(row.firing_applied),
    endApplied: row.end_applied ?? undefined,
  };
}

function toEnd(row: AlertRow): string | undefined {
  return row.ends_at ?? row.superseded_at ?? undefined;
}

function latest(a: string | null | undefined, b: string | undefined) {
  if (!a || !b) return a ?? b ?? null;
  return a > b ? a : b;
}

function newIncidentKey(groupKey: string, startsAt: string) {
  return `AM-${sha256(`${groupKey}\n${startsAt}`).slice(0, 10)}`;
}

function sha256(text: string) {
  return createHash('sha256').update(text).digest('hex');
}
