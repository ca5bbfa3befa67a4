import { ConflictError } from '@backstage/errors';
import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { recordIncidentMetrics } from '../../orgMetrics';
import { fromActionItemRow, toActionItemRow } from '../actionItemRow';
import { assertStorable } from '../../platform/database/storableText';
import type { ActionItemRow } from '../../platform/database/tables';
import type { Actor } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { readIncident } from '../../incidents/operations/read';
import { refreshActionItemCounts } from './refreshActionItemCounts';

/**
 * Adds an action item. A repeat is recognised by what the item was created with, and answered with the item as it stands today;
 * the same id with other content is a conflict.
 */
export async function createActionItem(
  tx: Knex.Transaction,
  options: { item: ActionItemRecord; creationHash: string; actor: Actor },
): Promise<{ item: ActionItemRecord; created: boolean }> {
  const { item, creationHash, actor } = options;
  assertStorable(item);
  await readIncident(tx, { key: item.incidentKey, lock: true });
  const existing = await tx<ActionItemRow & { creation_hash: string | null }>(
    'action_items',
  )
    .where({ postmortem_id: item.postmortemId, id: item.id })
    .first();
  if (existing) {
    if (existing.creation_hash !== creationHash) {
      throw new ConflictError(
        `There is an action item '${item.id}' already, with other content`,
      );
    }
    return { item: fromActionItemRow(existing), created: false };
  }
  await tx('action_items').insert({
    ...toActionItemRow(item),
    creation_hash: creationHash,
  });
  await refreshActionItemCounts(tx, item.postmortemId);
  await recordIncidentMetrics(tx, { incidentKey: item.incidentKey });
  await appendAudit(tx, {
    actor,
    action: 'action_item.create',
    incidentKey: item.incidentKey,
    subjectId: `${item.postmortemId}/${item.id}`,
    details: { title: item.title, state: item.state },
  });
  return { item, created: true };
}
