import { NotFoundError } from '@backstage/errors';
import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { fromActionItemRow, toActionItemRow } from '../../rows/actionItemRow';
import { assertStorable } from '../../storableText';
import type { ActionItemRow, RetrospectiveRow } from '../../tables';
import type { Actor } from '../../types';
import { appendAudit } from '../audit/append';
import { readIncident } from '../incident/read';
import { refreshFacts } from '../metrics/refreshFacts';
import { refreshFollowUps } from './refreshFollowUps';

/** Applies `change` to a follow-up as it stands, under the lock of its incident. Throws what `change` throws. */
export async function updateActionItem(
  tx: Knex.Transaction,
  options: {
    retrospectiveId: string;
    id: string;
    actor: Actor;
    change: (current: ActionItemRecord) => ActionItemRecord;
  },
): Promise<ActionItemRecord> {
  const { retrospectiveId, id, actor, change } = options;
  const document = await tx<RetrospectiveRow>('retrospectives')
    .where({ id: retrospectiveId })
    .first('incident_key');
  if (document) {
    await readIncident(tx, { key: document.incident_key, lock: true });
  }
  const row = await tx<ActionItemRow>('action_items')
    .where({
      retrospective_id: retrospectiveId,
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
    .where({ retrospective_id: retrospectiveId, id: row.id })
    .update(toActionItemRow(after));
  await refreshFollowUps(tx, retrospectiveId);
  await refreshFacts(tx, { incidentKey: row.incident_key });
  await appendAudit(tx, {
    actor,
    action: 'action_item.update',
    incidentKey: row.incident_key,
    subjectId: `${retrospectiveId}/${row.id}`,
    details: { from: before.state, to: after.state, version: after.version },
  });
  return after;
}
