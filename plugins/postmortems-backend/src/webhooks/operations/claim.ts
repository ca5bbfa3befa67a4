import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { isPostgres } from '../../platform/database/dialect';
import type { InboxRow } from '../../platform/database/tables';
import type { InboxDelivery } from '../../platform/database/types';

/**
 * Takes due deliveries, oldest first. A delivery whose lease ran out is due again: its worker has died, or is too slow and
 * will find its ticket replaced.
 */
export async function claimDeliveries(
  tx: Knex.Transaction,
  options: { limit: number; leaseSeconds: number },
): Promise<(InboxDelivery & { ticket: string })[]> {
  const time = Date.now();
  const query = tx<InboxRow>('webhook_inbox')
    .where('state', 'waiting')
    .andWhere('due_at', '<=', new Date(time).toISOString())
    .orderBy(['due_at', 'received_at', 'source_id', 'delivery_id'])
    .limit(options.limit);
  // The row locks last until the update below is committed; rivals take other rows instead of waiting
  if (isPostgres(tx)) query.forUpdate().skipLocked();

  const deliveries: (InboxDelivery & { ticket: string })[] = [];
  for (const row of await query) {
    const ticket = randomUUID();
    const attempts = row.attempts + 1;
    await tx<InboxRow>('webhook_inbox')
      .where({ source_id: row.source_id, delivery_id: row.delivery_id })
      .update({
        ticket,
        attempts,
        due_at: new Date(time + options.leaseSeconds * 1000).toISOString(),
      });
    deliveries.push({
      sourceId: row.source_id,
      deliveryId: row.delivery_id,
      receivedAt: new Date(row.received_at),
      body: row.body,
      attempts,
      ticket,
    });
  }
  return deliveries;
}
