import { ACTION_ITEM_STATES_BY_STATUS } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { NO_CONTENT_METRICS, type ContentMetrics } from './contentMetrics';
import { type CountedIncident, findCountedIncident } from './countedIncident';
import { replaceRecurrenceKeys, updatePrevious } from './recurrenceKeys';
import type {
  ActionItemCountsRow,
  CountedActionItemRow,
  CountedPostmortemRow,
  IncidentMetricsRow,
  RecurrenceKeyRow,
} from './tables';

const MINUTE_MS = 60_000;
const STATUSES = ['proposed', 'open', 'closed', 'dropped'] as const;

/**
 * Updates the counted metrics of an incident in the transaction of the write
 * that changes it. The caller holds a lock on the incident's row and calls this
 * once.
 *
 * @param options - `content` when a new revision is written; `alertNames` of evidence that is new;
 *   `forgottenAlertNames` of evidence that was erased
 */
export async function recordIncidentMetrics(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    content?: ContentMetrics;
    alertNames?: readonly string[];
    forgottenAlertNames?: readonly string[];
  },
): Promise<void> {
  const { incidentKey, forgottenAlertNames = [] } = options;
  const incident = await findCountedIncident(tx, { incidentKey });
  if (!incident) return;
  const where = { incident_key: incidentKey };
  const stored = await tx<IncidentMetricsRow>('incident_metrics')
    .where(where)
    .first();
  const keys = await tx<RecurrenceKeyRow>('incident_recurrence_keys').where(
    where,
  );
  const postmortem = await tx<CountedPostmortemRow>('postmortems')
    .where(where)
    .first();
  const content =
    options.content ?? (stored ? storedContent(stored) : NO_CONTENT_METRICS);
  const alertNames = new Set([
    ...keys.flatMap(({ basis, value }) =>
      basis === 'alert_name' && !forgottenAlertNames.includes(value)
        ? [value]
        : [],
    ),
    ...(options.alertNames ?? []),
  ]);
  const scope = {
    started_at: incident.startedAt,
    severity: incident.severity,
    visibility: incident.visibility,
    created_by: incident.createdBy,
  };
  const startedMinute = Math.floor(Date.parse(incident.startedAt) / MINUTE_MS);
  const counts = await countItems(tx, incidentKey);
  await tx('incident_action_item_counts').where(where).delete();
  if (counts.length > 0) {
    await tx('incident_action_item_counts').insert(
      counts.map(count => ({ ...where, ...scope, ...count })),
    );
  }
  await scopeActionItems(tx, incident);
  // From here on others wait for the end of this transaction
  const affected = await replaceRecurrenceKeys(tx, {
    incident,
    startedMinute,
    values: { categories: content.categories, alertNames: [...alertNames] },
    stored: keys,
  });
  const row: Omit<
    IncidentMetricsRow,
    'incident_key' | 'previous_key' | 'minutes_since_previous'
  > = {
    ...scope,
    started_minute: startedMinute,
    started_month: incident.startedAt.slice(0, 7),
    resolved_at: incident.resolvedAt ?? null,
    has_postmortem: Number(postmortem !== undefined),
    published: Number(Boolean(postmortem?.published_at)),
    cause_confirmed: Number(postmortem?.root_cause_status === 'confirmed'),
    minutes_to_resolve: minutesBetween(incident.startedAt, incident.resolvedAt),
    minutes_to_draft: minutesBetween(
      incident.resolvedAt,
      postmortem?.created_at,
    ),
    minutes_to_review: minutesBetween(
      incident.resolvedAt,
      postmortem?.review_at,
    ),
    claims_supported: content.verdicts.supported,
    claims_unverified: content.verdicts.unverified,
    claims_unsupported: content.verdicts.unsupported,
    claims_contradicted: content.verdicts.contradicted,
    claims_attested: content.verdicts.attested,
    items_open: sumOf(counts, 'open'),
    items_closed: sumOf(counts, 'closed'),
    categories: content.categories.join(','),
    comparable: Number(content.categories.length + alertNames.size > 0),
  };
  await tx('incident_metrics')
    .insert({ ...where, ...row })
    .onConflict('incident_key')
    .merge(row);
  await updatePrevious(tx, affected);
}

/** Records alerts of new evidence, of which most repeat those that are known. */
export async function recordAlertNames(
  tx: Knex.Transaction,
  options: { incidentKey: string; alertNames: readonly string[] },
): Promise<void> {
  const { incidentKey, alertNames } = options;
  if (alertNames.length === 0) return;
  const rows = await tx<RecurrenceKeyRow>('incident_recurrence_keys')
    .where({ incident_key: incidentKey, basis: 'alert_name' })
    .distinct('value');
  const known = new Set(rows.map(({ value }) => value));
  if (alertNames.every(name => known.has(name))) return;
  await recordIncidentMetrics(tx, { incidentKey, alertNames });
}

type ItemCounts = Pick<
  ActionItemCountsRow,
  'owner_ref' | 'due_at' | (typeof STATUSES)[number]
>;

async function countItems(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<ItemCounts[]> {
  const items = await tx<CountedActionItemRow>('action_items')
    .where({ incident_key: incidentKey })
    .select('state', 'owner_ref', 'due_at');
  const counts = new Map<string, ItemCounts>();
  for (const { state, owner_ref, due_at } of items) {
    const status = STATUSES.find(one =>
      (ACTION_ITEM_STATES_BY_STATUS[one] as readonly string[]).includes(state),
    );
    if (!status) continue;
    const group = { owner_ref, due_at: status === 'open' ? due_at : null };
    const name = JSON.stringify(group);
    const count = counts.get(name) ?? {
      ...group,
      proposed: 0,
      open: 0,
      closed: 0,
      dropped: 0,
    };
    count[status] += 1;
    counts.set(name, count);
  }
  return [...counts.values()];
}

function sumOf(
  counts: readonly ItemCounts[],
  status: (typeof STATUSES)[number],
): number {
  return counts.reduce((sum, count) => sum + count[status], 0);
}

function storedContent(row: IncidentMetricsRow): ContentMetrics {
  return {
    verdicts: {
      supported: row.claims_supported,
      unverified: row.claims_unverified,
      unsupported: row.claims_unsupported,
      contradicted: row.claims_contradicted,
      attested: row.claims_attested,
    },
    categories: row.categories ? row.categories.split(',') : [],
  };
}

function minutesBetween(
  from: string | null | undefined,
  to: string | null | undefined,
): number | null {
  if (!from || !to) return null;
  return Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
}

/** Action items repeat of their incident what a list of them asks for. */
async function scopeActionItems(
  tx: Knex.Transaction,
  incident: CountedIncident,
) {
  const scope = {
    incident_started_at: incident.startedAt,
    incident_severity: incident.severity,
    incident_visibility: incident.visibility,
    incident_created_by: incident.createdBy,
  };
  await tx('action_items')
    .where({ incident_key: incident.key })
    .whereNot(equal => equal.where(scope))
    .update(scope);
}
