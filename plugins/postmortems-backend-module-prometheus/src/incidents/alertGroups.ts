import type { Knex } from 'knex';
import { createHash } from 'node:crypto';

const GROUPS = 'postmortems_prometheus_groups';
const ALERTS = 'postmortems_prometheus_alerts';
/** Keys of groups that were found by asking, before they were notified. */
const FOUND = 'alertmanager:';

/** Who sends alerts. Each has groups of its own, whatever they are called. */
export type AlertSender = 'prometheus' | 'grafana';

type GroupRow = {
  group_hash: string;
  source: AlertSender;
  group_key: string;
  labels_hash: string | null;
  seen_at: string;
};

type LabelledGroup = {
  groupLabels: Record<string, string>;
  /** Organisations of Grafana may have groups with the same labels. */
  orgId?: number;
};

type Group = LabelledGroup & { source: AlertSender; groupKey: string };

/**
 * Updating the row locks the group until the transaction ends, on every
 * database. A group that asking found before gets its own key now.
 *
 * @returns the hash that names the group
 */
export async function lockGroup(
  tx: Knex.Transaction,
  { source, groupKey, groupLabels, orgId }: Group,
): Promise<string> {
  const groupHash = hashOfGroup(source, groupKey);
  const labelsHash = hashOfLabels({ groupLabels, orgId });
  const created = await tx<GroupRow>(GROUPS)
    .insert({
      group_hash: groupHash,
      source,
      group_key: groupKey,
      labels_hash: labelsHash,
      seen_at: new Date().toISOString(),
    })
    .onConflict('group_hash')
    .merge(['seen_at', 'labels_hash'])
    .returning('group_hash');
  if (created.length > 0 && !groupKey.startsWith(FOUND)) {
    const found = hashOfGroup(source, foundKey({ groupLabels, orgId }));
    const gone = await tx(GROUPS).where({ group_hash: found }).delete();
    if (gone > 0) {
      await tx(ALERTS)
        .where({ group_hash: found })
        .update({ group_hash: groupHash });
    }
  }
  return groupHash;
}

/**
 * The key of the group with these labels, which Alertmanager does not tell when
 * it is asked.
 */
export async function findGroupKey(
  knex: Knex,
  source: AlertSender,
  group: LabelledGroup,
): Promise<string> {
  const row = await knex<GroupRow>(GROUPS)
    .where({ source, labels_hash: hashOfLabels(group) })
    .orderBy('seen_at', 'desc')
    .first();
  return row?.group_key ?? foundKey(group);
}

/**
 * Takes text out of the key of a group, which is made of labels. Notifications have
 * it again; until then one that is asked for has the key of its labels.
 */
export async function rewriteGroupKeys(
  tx: Knex.Transaction,
  groupHashes: readonly string[],
  rewrite: (text: string) => string,
): Promise<void> {
  for (const hash of groupHashes) {
    const row = await tx<GroupRow>(GROUPS).where({ group_hash: hash }).first();
    if (!row || rewrite(row.group_key) === row.group_key) continue;
    await tx<GroupRow>(GROUPS).where({ group_hash: hash }).delete();
  }
}

/** What identifies a group; those of Prometheus had their own table once. */
export function scopedKey(source: AlertSender, groupKey: string): string {
  return source === 'prometheus' ? groupKey : `${source}\n${groupKey}`;
}

function hashOfGroup(source: AlertSender, groupKey: string) {
  return sha256(scopedKey(source, groupKey));
}

export function sha256(text: string) {
  return createHash('sha256').update(text).digest('hex');
}

function foundKey(group: LabelledGroup) {
  return `${FOUND}${labelsText(group)}`;
}

function hashOfLabels(group: LabelledGroup) {
  return sha256(labelsText(group));
}

function labelsText({ groupLabels, orgId }: LabelledGroup) {
  const labels = JSON.stringify(
    Object.entries(groupLabels).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return orgId === undefined ? labels : `${orgId}/${labels}`;
}
