import { NotFoundError } from '@backstage/errors';
import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { recordIncidentMetrics } from '../../orgMetrics';
import { fromActionItemRow, toActionItemRow } from '../actionItemRow';
import { assertStorable } from '../../platform/database/storableText';
import type {
  ActionItemRow,
  PostmortemRow,
} from '../../platform/database/tables';
import type { Actor } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { readIncident } from '../../incidents/operations/read';
import { refreshActionItemCounts } from './refreshActionItemCounts';

/** Applies `change` to a follow-up as it stands, under the lock of its incident. Throws what `change` throws. */
export async function updateActionItem(
  tx: Knex.Transaction,
  options: {
    postmortemId: string;
    id: string;
    actor: Actor;
    change: (current: ActionItemRecord) => ActionItemRecord;
  },
): Promise<ActionItemRecord> {
  const { postmortemId, id, actor, change } = options;
  const document = await tx<PostmortemRow>('postmortems')
    .where({ id: postmortemId })
    .first('incident_key');
  if (document) {
    await readIncident(tx, { key: document.incident_key, lock: true });
  }
  const row = await tx<ActionItemRow>('action_items')
    .where({
      postmortem_id: postmortemId,
      id: id.replaceAll('\0', ''),
    })
    .first();
  if (!row) throw new NotFoundError(`No action item with id '${id}'`);
  const before = fromActionItemRow(row);
  const after = change(before);
  // Nothing to write, and nothing to tell the audit
  if (after === before) return before;
  assertStorable(after);
  await tx<ActionItemRow>('action_items')
    .where({ postmortem_id: postmortemId, id: row.id })
    .update(toActionItemRow(after));
  await refreshActionItemCounts(tx, postmortemId);
  await recordIncidentMetrics(tx, { incidentKey: row.incident_key });
  await appendAudit(tx, {
    actor,
    action: 'action_item.update',
    incidentKey: row.incident_key,
    subjectId: `${postmortemId}/${row.id}`,
    details: { from: before.state, to: after.state, version: after.version },
  });
  return after;
}
