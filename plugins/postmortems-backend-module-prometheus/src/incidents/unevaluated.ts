import type { Knex } from 'knex';
import type { NotifiedAlert } from '../webhook/payload';
import { sha256 } from './alertGroups';

const TABLE = 'postmortems_prometheus_unevaluated';
const KEPT_MS = 30 * 86_400_000;

export const NO_DATA = 'DatasourceNoData';

/** Names of the alerts by which Grafana says that it could not evaluate a rule. */
export const UNEVALUATED_RULES: readonly string[] = [
  NO_DATA,
  'DatasourceError',
];

/** Labels that the alert of a rule and the one in place of it do not share. */
const OWN_LABELS = ['alertname', 'rulename', 'ref_id', 'datasource_uid'];

/** Between what a notification and the state history say of one moment. */
const SAME_MS = 60_000;

export type UnevaluatedChange = {
  labels: Record<string, string>;
  at: string;
  isOver: boolean;
};

type Row = {
  instance_hash: string;
  began_at: string;
  ends_at: string | null;
};

export function isUnevaluatedRule(labels: Record<string, string>): boolean {
  return UNEVALUATED_RULES.includes(labels.alertname);
}

/**
 * What an alert and the one that Grafana sends in place of it have in common
 * (`StateToPostableAlert` in `pkg/services/ngalert/state/compat.go`).
 */
export function ruleInstanceOf(labels: Record<string, string>): string {
  const rule = isUnevaluatedRule(labels) ? labels.rulename : labels.alertname;
  const shared = Object.entries(labels)
    .filter(([name]) => !OWN_LABELS.includes(name) && !name.startsWith('__'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([rule, shared]);
}

export async function recordUnevaluated(
  knex: Knex,
  alerts: readonly NotifiedAlert[],
  orgId?: number,
): Promise<void> {
  if (alerts.length === 0) return;
  const earliest = Math.min(...alerts.map(one => Date.parse(one.startsAt)));
  const oldest = new Date(earliest - KEPT_MS).toISOString();
  await knex<Row>(TABLE).where('ends_at', '<', oldest).delete();
  for (const { labels, startsAt, endsAt } of alerts) {
    const row = {
      instance_hash: hashOf(labels, orgId),
      began_at: startsAt,
      ends_at: endsAt ?? null,
    };
    const inserted = knex<Row>(TABLE)
      .insert(row)
      .onConflict(['instance_hash', 'began_at']);
    // A late notification does not take an end back
    await (endsAt ? inserted.merge(['ends_at']) : inserted.ignore());
  }
}

/** Whether an alert ended while Grafana could not evaluate its rule. */
export async function endedUnevaluated(
  knex: Knex,
  { labels, endsAt }: NotifiedAlert,
  orgId?: number,
): Promise<boolean> {
  if (!endsAt) return false;
  const found = await knex<Row>(TABLE)
    .where({ instance_hash: hashOf(labels, orgId) })
    .where('began_at', '<=', endsAt)
    .where(query => query.whereNull('ends_at').orWhere('ends_at', '>=', endsAt))
    .first();
  return found !== undefined;
}

/** Whether the webhook told that a rule could not be evaluated, or could again. */
export async function isUnevaluatedKnown(
  knex: Knex,
  { labels, at, isOver }: UnevaluatedChange,
  orgId?: number,
): Promise<boolean> {
  const [from, to] = [-SAME_MS, SAME_MS].map(shift =>
    new Date(Date.parse(at) + shift).toISOString(),
  );
  const found = await knex<Row>(TABLE)
    .where({ instance_hash: hashOf(labels, orgId) })
    .whereBetween(isOver ? 'ends_at' : 'began_at', [from, to])
    .first();
  return found !== undefined;
}

/** Texts of alerts are not kept where no incident is erased with them. */
function hashOf(labels: Record<string, string>, orgId: number | undefined) {
  return sha256(`${orgId ?? ''}\n${ruleInstanceOf(labels)}`);
}
