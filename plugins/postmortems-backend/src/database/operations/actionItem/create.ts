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
import { refreshOpenFollowUps } from './countOpen';

/** Adds a follow-up. The same id with the same words answers with the one that is there; with others it is a conflict. */
export async function createActionItem(
  tx: Knex.Transaction,
  options: { item: ActionItemRecord; actor: Actor },
): Promise<{ item: ActionItemRecord; created: boolean }> {
  const { item, actor } = options;
  assertStorable(item);
  await readIncident(tx, { key: item.incidentKey, lock: true });
  const existing = await tx<ActionItemRow>('action_items')
    .where({ retrospective_id: item.retrospectiveId, id: item.id })
    .first();
  if (existing) {
    const same =
      existing.title === item.title && existing.end_state === item.endState;
    if (!same && existing.created_by !== actor) {
      throw new ConflictError(`There is another action item '${item.id}'`);
    }
    return { item: fromActionItemRow(existing), created: false };
  }
  await tx('action_items').insert(toActionItemRow(item));
  await refreshOpenFollowUps(tx, item.retrospectiveId);
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
