import { ConflictError } from '@backstage/errors';
import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { fromActionItemRow, toActionItemRow } from '../../rows/actionItemRow';
import { assertStorable } from '../../storableText';
import type { ActionItemRow } from '../../tables';
import type { Actor } from '../../types';
import { appendAudit } from '../audit/append';
import { readIncident } from '../incident/read';
import { refreshFacts } from '../metrics/refreshFacts';
import { refreshFollowUps } from './refreshFollowUps';

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
    .where({ retrospective_id: item.retrospectiveId, id: item.id })
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
  await refreshFollowUps(tx, item.retrospectiveId);
  await refreshFacts(tx, { incidentKey: item.incidentKey });
  await appendAudit(tx, {
    actor,
    action: 'action_item.create',
    incidentKey: item.incidentKey,
    subjectId: `${item.retrospectiveId}/${item.id}`,
    details: { title: item.title, state: item.state },
  });
  return { item, created: true };
}
