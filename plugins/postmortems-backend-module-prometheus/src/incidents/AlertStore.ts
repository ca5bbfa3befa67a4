import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { MonitoredService } from '../metrics/planQueries';
import type { NotifiedAlert } from '../webhook/payload';
import {
  type AlertRow,
  latest,
  newAlertRow,
  rewriteDetails,
  toTrackedAlert,
  withNotified,
} from './alertRow';
import {
  type AlertSender,
  findGroupKey,
  lockGroup,
  rewriteGroupKeys,
  scopedKey,
  sha256,
} from './alertGroups';
import { toEpisodes } from './episodes';
import {
  endedUnevaluated,
  isUnevaluatedKnown,
  recordUnevaluated,
  type UnevaluatedChange,
} from './unevaluated';
import type { AssumedFrom, Muted, TrackedAlert } from './TrackedAlert';

const ALERTS = 'postmortems_prometheus_alerts';
/** How keys of incidents begin. */
const KEY_PREFIX: Record<AlertSender, string> = {
  prometheus: 'AM',
  grafana: 'GF',
};
/** Rows written with one statement. */
const CHUNK = 100;

type RecordOptions = {
  groupKey: string;
  groupLabels: Record<string, string>;
  /** The organisation of Grafana that the group is of. */
  orgId?: number;
  receivedAt: Date;
  alerts: { alert: NotifiedAlert; service: MonitoredService }[];
  /** Whether it lists all that fires in the group. */
  isComplete: boolean;
};

/**
 * Stores which alert belongs to which incident. Senders have no incident
 * ids: a notification lists the alerts of a group that fire at the moment, and
 * the next one leaves out those that have ended. So the rules are:
 *
 * - A known alert (fingerprint and start) stays with its incident, in whatever
 *   order notifications arrive.
 * - Alerts of a group whose firing is not further apart than the window are one
 *   episode, and so one incident, see {@link toEpisodes}. Those that a
 *   notification lists together fire together.
 * - Otherwise a new incident begins. Its key is a hash of the group and the
 *   earliest start, so that two replicas create the same one.
 *
 * Only what alerts say of themselves counts, never when it arrived. An incident
 * is never joined to another one later: documents may have been written.
 */
export class AlertStore {
  readonly #knex: Knex;
  readonly #source: AlertSender;
  readonly #windowMs: number;

  static async create(options: {
    database: DatabaseService;
    source: AlertSender;
    flapWindowMinutes: number;
  }): Promise<AlertStore> {
    const { database, source, flapWindowMinutes } = options;
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
    return new AlertStore(knex, source, flapWindowMinutes * 60_000);
  }

  private constructor(knex: Knex, source: AlertSender, windowMs: number) {
    this.#knex = knex;
    this.#source = source;
    this.#windowMs = windowMs;
  }

  /**
   * Stores the alerts of a notification. Safe when two replicas process
   * notifications of one group at once, and when notifications are late or
   * repeated.
   *
   * @returns all alerts of each incident that the notification touches, by
   * incident key
   */
  async record(options: RecordOptions): Promise<Map<string, TrackedAlert[]>> {
    return this.#knex.transaction(async tx => {
      const source = this.#source;
      const groupHash = await lockGroup(tx, { ...options, source });
      const known = await this.#readKnown(tx, groupHash, options);
      const before = new Map(known.map(row => [idOf(row), row]));
      const rows = new Map(known.map(row => [idOf(row), { ...row }]));
      const noted = notedRows({ groupHash, source }, rows, options);
      for (const row of noted) rows.set(idOf(row), row);
      const unlisted = options.isComplete ? unlistedRows(rows, options) : [];
      for (const row of unlisted) rows.set(idOf(row), row);

      this.#assignIncidents(options.groupKey, [...rows.values()]);
      supersede([...rows.values()], this.#windowMs);
      await upsert(
        tx,
        [...rows.values()].filter(row => !isSame(before.get(idOf(row)), row)),
      );
      return readIncidents(
        tx,
        [...noted, ...unlisted].map(row => rows.get(idOf(row))!.incident_key),
      );
    });
  }

  /** Rows that can be of one episode with any alert of the notification. */
  async #readKnown(
    tx: Knex.Transaction,
    groupHash: string,
    { alerts }: RecordOptions,
  ): Promise<AlertRow[]> {
    const earliest = Math.min(
      ...alerts.map(({ alert }) => Date.parse(alert.beganAt)),
    );
    return tx<AlertRow>(ALERTS)
      .where({ group_hash: groupHash })
      .andWhere(query =>
        query
          .where(
            'active_until',
            '>=',
            new Date(earliest - this.#windowMs).toISOString(),
          )
          .orWhereNull('ends_at')
          .orWhereIn(
            'starts_at',
            [...new Set(alerts.map(({ alert }) => alert.startsAt))].slice(
              0,
              500,
            ),
          ),
      );
  }

  /** New alerts join their neighbour in the episode, or begin an incident. */
  #assignIncidents(groupKey: string, rows: AlertRow[]) {
    for (const episode of toEpisodes(rows, this.#windowMs)) {
      let key = episode.find(row => row.incident_key)?.incident_key;
      const began = `${scopedKey(this.#source, groupKey)}\n${
        episode[0].starts_at
      }`;
      key ??= `${KEY_PREFIX[this.#source]}-${sha256(began).slice(0, 10)}`;
      for (const row of episode) {
        key = row.incident_key || key;
        row.incident_key = key;
      }
    }
  }

  /** Records that the alerts of a notification are part of their incidents. */
  async markApplied(options: { alerts: TrackedAlert[] }): Promise<void> {
    if (options.alerts.length === 0) return;
    await this.#knex.transaction(async tx => {
      for (const alert of options.alerts) {
        await tx<AlertRow>(ALERTS)
          .where({
            incident_key: alert.incidentKey,
            fingerprint: alert.fingerprint,
            starts_at: alert.startsAt,
          })
          .update({
            ...(alert.firingApplied && { firing_applied: true }),
            ...(alert.endApplied && { end_applied: alert.endApplied }),
          });
      }
    });
  }

  /** The alerts of an incident, ascending by start. */
  async listAlerts(options: { incidentKey: string }): Promise<TrackedAlert[]> {
    const rows = await this.#knex<AlertRow>(ALERTS)
      .where({ incident_key: options.incidentKey })
      .orderBy(['starts_at', 'fingerprint']);
    return rows.map(toTrackedAlert);
  }

  /**
   * Takes text out of the alerts of an incident and the keys of their groups. Which
   * alerts they were stays known by hashes and times.
   */
  async rewriteStored(options: {
    incidentKey: string;
    rewrite: (text: string) => string;
  }): Promise<void> {
    const { incidentKey, rewrite } = options;
    await this.#knex.transaction(async tx => {
      const rows = await tx<AlertRow>(ALERTS).where({
        incident_key: incidentKey,
      });
      for (const { group_hash, fingerprint, starts_at, details } of rows) {
        const rewritten = rewriteDetails(details, rewrite);
        if (rewritten === details) continue;
        await tx<AlertRow>(ALERTS)
          .where({ group_hash, fingerprint, starts_at })
          .update({ details: rewritten });
      }
      await rewriteGroupKeys(
        tx,
        [...new Set(rows.map(row => row.group_hash))],
        rewrite,
      );
    });
  }

  /** Alerts without any end, those first of which was heard least recently. */
  async listOpen(options: { limit: number }): Promise<TrackedAlert[]> {
    const rows = await this.#knex<AlertRow>(ALERTS)
      .where({ source: this.#source })
      .whereNull('ends_at')
      .whereNull('superseded_at')
      .whereNull('assumed_end')
      .orderBy(['active_until', 'fingerprint'])
      .limit(options.limit);
    return rows.map(toTrackedAlert);
  }

  /** Which of these alerts are stored, in whatever group. */
  async listKnown(options: {
    fingerprints: string[];
  }): Promise<TrackedAlert[]> {
    const found: TrackedAlert[] = [];
    for (let i = 0; i < options.fingerprints.length; i += CHUNK) {
      const rows = await this.#knex<AlertRow>(ALERTS)
        .where({ source: this.#source })
        .whereIn('fingerprint', options.fingerprints.slice(i, i + CHUNK));
      found.push(...rows.map(toTrackedAlert));
    }
    return found;
  }

  /** See {@link findGroupKey}. */
  async findGroupKey(group: {
    groupLabels: Record<string, string>;
    orgId?: number;
  }): Promise<string> {
    return findGroupKey(this.#knex, this.#source, group);
  }

  /** Keeps since when, and until when, Grafana could not evaluate rules. */
  async recordUnevaluated(alerts: readonly NotifiedAlert[], orgId?: number) {
    await recordUnevaluated(this.#knex, alerts, orgId);
  }

  /** See {@link endedUnevaluated}. */
  async endedUnevaluated(alert: NotifiedAlert, orgId?: number) {
    return endedUnevaluated(this.#knex, alert, orgId);
  }

  /** See {@link isUnevaluatedKnown}. */
  async isUnevaluatedKnown(change: UnevaluatedChange, orgId?: number) {
    return isUnevaluatedKnown(this.#knex, change, orgId);
  }

  /** Records what asking found out about an alert: it fires, or has ended. */
  async recordAnswer(
    alert: Pick<TrackedAlert, 'incidentKey' | 'fingerprint' | 'startsAt'>,
    answer:
      | { firingAt: string; muted?: Muted }
      | { assumedEnd: string; assumedFrom: AssumedFrom },
  ): Promise<void> {
    const isFiring = 'firingAt' in answer;
    await this.#knex<AlertRow>(ALERTS)
      .where({
        incident_key: alert.incidentKey,
        fingerprint: alert.fingerprint,
        starts_at: alert.startsAt,
      })
      .whereNull('ends_at')
      .update(
        isFiring
          ? {
              confirmed_at: answer.firingAt,
              active_until: answer.firingAt,
              muted_by: answer.muted?.by ?? null,
              muted_until: answer.muted?.until ?? null,
              assumed_end: null,
              assumed_from: null,
            }
          : {
              assumed_end: answer.assumedEnd,
              assumed_from: answer.assumedFrom,
            },
      );
  }
}

function notedRows(
  group: { groupHash: string; source: AlertSender },
  known: Map<string, AlertRow>,
  { alerts, receivedAt, orgId }: RecordOptions,
): AlertRow[] {
  const firingTogetherAt = alerts
    .filter(({ alert }) => alert.status === 'firing')
    .map(({ alert }) => alert.beganAt)
    .sort()
    .at(-1)!;
  return alerts.map(({ alert, service }) => {
    const fresh = newAlertRow({ ...group, alert, service, orgId });
    return withNotified(known.get(idOf(fresh)) ?? fresh, alert, {
      receivedAt: receivedAt.toISOString(),
      firingTogetherAt,
    });
  });
}

/**
 * Those that should fire, but are not in the notification. It cannot tell of
 * what began after everything that it does tell of: then it is just late.
 */
function unlistedRows(
  rows: Map<string, AlertRow>,
  { alerts, receivedAt }: RecordOptions,
): AlertRow[] {
  const listed = new Set(
    alerts.map(({ alert }) => `${alert.fingerprint} ${alert.startsAt}`),
  );
  const at = receivedAt.toISOString();
  const toldUntil = alerts
    .map(({ alert }) => alert.endsAt ?? alert.beganAt)
    .sort()
    .at(-1)!;
  return [...rows.values()]
    .filter(row => !listed.has(idOf(row)) && !toEnd(row))
    .filter(row => row.began_at <= toldUntil && (row.listed_at ?? '') < at)
    .map(row => ({ ...row, unlisted_at: latest(row.unlisted_at, at) }));
}

/**
 * Alertmanager sends no end when an alert ends and starts again between two
 * notifications. So it ended at the next start, or, when that is in another
 * episode, after the last moment at which it is known to have fired.
 */
function supersede(rows: AlertRow[], windowMs: number) {
  const next = new Map<string, AlertRow>();
  for (const row of [...rows].sort(byStartDescending)) {
    const later = next.get(row.fingerprint);
    next.set(row.fingerprint, row);
    if (!later || row.ends_at) continue;
    const gap = Date.parse(later.began_at) - Date.parse(row.active_until);
    row.superseded_at = gap > windowMs ? row.active_until : later.began_at;
  }
}

function byStartDescending(a: AlertRow, b: AlertRow) {
  return b.starts_at.localeCompare(a.starts_at);
}

async function upsert(tx: Knex.Transaction, rows: AlertRow[]) {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx<AlertRow>(ALERTS)
      .insert(rows.slice(start, start + CHUNK))
      .onConflict(['group_hash', 'fingerprint', 'starts_at'])
      .merge();
  }
}

async function readIncidents(tx: Knex.Transaction, keys: string[]) {
  const result = new Map<string, TrackedAlert[]>();
  const unique = [...new Set(keys)];
  for (let start = 0; start < unique.length; start += CHUNK) {
    const rows = await tx<AlertRow>(ALERTS)
      .whereIn('incident_key', unique.slice(start, start + CHUNK))
      .orderBy(['starts_at', 'fingerprint']);
    for (const row of rows) {
      const list = result.get(row.incident_key) ?? [];
      list.push(toTrackedAlert(row));
      result.set(row.incident_key, list);
    }
  }
  return result;
}

function idOf(row: Pick<AlertRow, 'fingerprint' | 'starts_at'>) {
  return `${row.fingerprint} ${row.starts_at}`;
}

function toEnd(row: AlertRow): string | undefined {
  return row.ends_at ?? row.superseded_at ?? row.assumed_end ?? undefined;
}

function isSame(a: AlertRow | undefined, b: AlertRow) {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
