import type { Knex } from 'knex';
import { UNSTORABLE } from '../../platform/database/storableText';
import type { InboxRow } from '../../platform/database/tables';
import { appendAudit } from '../../platform/audit/appendAudit';

/** Marks a delivery as done. Its id stays, so that a replay is recognised; its body has become evidence and goes. */
export async function completeDelivery(
  tx: Knex.Transaction,
  options: { ticket: string },
): Promise<void> {
  await finish(tx, options.ticket, 'delivery.complete', {
    state: 'done',
    body: '',
    error: null,
  });
}

/** Puts a delivery back for later, or gives up and keeps it with its error. */
export async function failDelivery(
  tx: Knex.Transaction,
  options: { ticket: string; error: string; retryAt?: Date },
): Promise<void> {
  const { ticket, retryAt } = options;
  const error = options.error.replace(UNSTORABLE, '\ufffd');
  await finish(
    tx,
    ticket,
    retryAt ? 'delivery.retry' : 'delivery.give_up',
    retryAt
      ? { error, due_at: retryAt.toISOString() }
      : { error, state: 'failed' },
  );
}

/** Changes the delivery that the ticket is for, and voids the ticket; nothing when it is no longer the current one. */
async function finish(
  tx: Knex.Transaction,
  ticket: string,
  action: string,
  change: Partial<InboxRow>,
): Promise<void> {
  const [row] = await tx<InboxRow>('webhook_inbox')
    .where({ ticket })
    .update({ ...change, ticket: null })
    .returning(['source_id', 'delivery_id', 'attempts']);
  if (!row) return;
  await appendAudit(tx, {
    actor: `webhook:${row.source_id}`,
    action,
    subjectId: row.delivery_id,
    details: {
      attempts: row.attempts,
      ...(change.error ? { error: change.error } : {}),
    },
  });
}
