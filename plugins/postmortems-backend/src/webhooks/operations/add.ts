import type { Knex } from 'knex';
import { assertStorable } from '../../platform/database/storableText';
import type { InboxRow } from '../../platform/database/tables';
import { now } from '../../platform/database/time';
import { appendAudit } from '../../platform/audit/appendAudit';

/** Stores a delivery unless its id is known. */
export async function addDelivery(
  tx: Knex.Transaction,
  options: { sourceId: string; deliveryId: string; body: string },
): Promise<boolean> {
  const { sourceId, deliveryId, body } = options;
  assertStorable(options);
  const at = now();
  const inserted = await tx<InboxRow>('webhook_inbox')
    .insert({
      source_id: sourceId,
      delivery_id: deliveryId,
      state: 'waiting',
      body,
      received_at: at,
      due_at: at,
      attempts: 0,
    })
    .onConflict(['source_id', 'delivery_id'])
    .ignore()
    .returning('delivery_id');
  if (inserted.length === 0) return false;
  await appendAudit(tx, {
    actor: `webhook:${sourceId}`,
    action: 'delivery.receive',
    subjectId: deliveryId,
    details: { characters: body.length },
  });
  return true;
}
