import { z } from 'zod';
import { generatorExpression, type NotifiedAlert } from '../webhook/payload';
import type { MonitoredService } from '../metrics/planQueries';
import type { AlertSender } from './alertGroups';
import type { AssumedFrom, MutedBy, TrackedAlert } from './TrackedAlert';

export type AlertRow = {
  group_hash: string;
  source: AlertSender;
  fingerprint: string;
  starts_at: string;
  began_at: string;
  ends_at: string | null;
  superseded_at: string | null;
  active_until: string;
  listed_at: string | null;
  unlisted_at: string | null;
  confirmed_at: string | null;
  muted_by: string | null;
  muted_until: string | null;
  assumed_end: string | null;
  assumed_from: string | null;
  incident_key: string;
  details: string;
  /** SQLite answers with 0 and 1. */
  firing_applied: boolean | number;
  end_applied: string | null;
};

const detailsSchema = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  service: z.object({
    ref: z.string(),
    name: z.string(),
    isGuess: z.boolean().optional(),
  }),
  expression: z.string().optional(),
  orgId: z.number().optional(),
  oddities: z.array(z.string()).default([]),
});

export function newAlertRow(options: {
  groupHash: string;
  source: AlertSender;
  alert: NotifiedAlert;
  service: MonitoredService;
  orgId?: number;
}): AlertRow {
  const { groupHash, source, alert, service, orgId } = options;
  return {
    group_hash: groupHash,
    source,
    fingerprint: alert.fingerprint,
    starts_at: alert.startsAt,
    began_at: alert.beganAt,
    ends_at: null,
    superseded_at: null,
    active_until: alert.beganAt,
    listed_at: null,
    unlisted_at: null,
    confirmed_at: null,
    muted_by: null,
    muted_until: null,
    assumed_end: null,
    assumed_from: null,
    incident_key: '',
    details: JSON.stringify({
      name: alert.labels.alertname ?? 'unnamed alert',
      labels: alert.labels,
      service,
      expression: generatorExpression(alert),
      orgId,
      oddities: alert.oddities,
    }),
    firing_applied: false,
    end_applied: null,
  };
}

/** What a notification adds to what is known of an alert. */
export function withNotified(
  row: AlertRow,
  alert: NotifiedAlert,
  options: { receivedAt: string; firingTogetherAt: string },
): AlertRow {
  const isFiring = alert.status === 'firing';
  const sign = isFiring ? options.firingTogetherAt : alert.endsAt!;
  return {
    ...row,
    began_at: earliest(row.began_at, alert.beganAt),
    ends_at: latest(row.ends_at, alert.endsAt),
    active_until: latest(row.active_until, sign)!,
    ...(isFiring && {
      listed_at: latest(row.listed_at, options.receivedAt),
      // What is muted is not notified
      muted_by: null,
      muted_until: null,
      // Whoever was asked was wrong
      assumed_end: null,
      assumed_from: null,
    }),
    details: withOddities(row.details, alert.oddities),
  };
}

/** What is said of an alert, text by text. */
export function rewriteDetails(
  details: string,
  rewrite: (text: string) => string,
): string {
  const known = detailsSchema.parse(JSON.parse(details));
  const { name, labels, service, expression, oddities } = known;
  return JSON.stringify({
    ...known,
    name: rewrite(name),
    labels: Object.fromEntries(
      Object.entries(labels).map(([label, value]) => [label, rewrite(value)]),
    ),
    service: {
      ...service,
      ref: rewrite(service.ref),
      name: rewrite(service.name),
    },
    expression: expression && rewrite(expression),
    oddities: oddities.map(rewrite),
  });
}

export function toTrackedAlert(row: AlertRow): TrackedAlert {
  const assumedEnd = row.superseded_at ?? row.assumed_end ?? undefined;
  return {
    ...detailsSchema.parse(JSON.parse(row.details)),
    fingerprint: row.fingerprint,
    startsAt: row.starts_at,
    beganAt: row.began_at,
    endsAt: row.ends_at ?? assumedEnd,
    ...(!row.ends_at && assumedEnd && { assumedFrom: assumedFrom(row) }),
    assumedEnd,
    activeUntil: row.active_until,
    listedAt: row.listed_at ?? undefined,
    unlistedAt: row.unlisted_at ?? undefined,
    confirmedAt: row.confirmed_at ?? undefined,
    ...(row.muted_by && {
      muted: {
        by: row.muted_by as MutedBy,
        until: row.muted_until ?? undefined,
      },
    }),
    incidentKey: row.incident_key,
    firingApplied: Boolean(row.firing_applied),
    endApplied: row.end_applied ?? undefined,
  };
}

export function latest(
  a: string | null | undefined,
  b: string | null | undefined,
): string | null {
  if (!a || !b) return a || b || null;
  return a > b ? a : b;
}

function earliest(a: string, b: string) {
  return a < b ? a : b;
}

function assumedFrom(row: AlertRow): AssumedFrom {
  return row.superseded_at
    ? 'next alert'
    : (row.assumed_from as AssumedFrom) ?? 'Alertmanager';
}

function withOddities(details: string, oddities: string[]): string {
  if (oddities.length === 0) return details;
  const known = detailsSchema.parse(JSON.parse(details));
  const all = [...new Set([...known.oddities, ...oddities])].slice(0, 10);
  return all.length === known.oddities.length
    ? details
    : JSON.stringify({ ...known, oddities: all });
}
