import type { Knex } from 'knex';
import { forgetAnswers } from '../idempotency';
import { appendAudit } from '../platform/audit';
import { inTransaction } from '../platform/database';
import type { RemovalCounts } from './rewriteIncident';

/** Rows read at once. */
const PAGE = 100;

export type StoredDelivery = {
  source_id: string;
  delivery_id: string;
  kind: string;
  state: string;
  order_key: string | null;
  body: string;
  error: string | null;
};

/** Changes what is kept of deliveries of webhooks; they belong to no incident yet. */
export async function rewriteDeliveries(
  knex: Knex,
  changeOf: (
    row: StoredDelivery,
  ) => Promise<Partial<StoredDelivery> | undefined>,
  options: {
    dryRun: boolean;
    /** Entries of the audit log are this actor's, with an action `<kind>.<what>`. */
    actor: string;
    what: 'remove_secrets' | 'erase';
  },
): Promise<RemovalCounts> {
  const { dryRun, actor, what } = options;
  let changed = 0;
  const key = ['source_id', 'delivery_id'];
  for (let offset = 0; ; offset += PAGE) {
    const rows: StoredDelivery[] = await knex('webhook_deliveries')
      .select([...key, 'kind', 'state', 'order_key', 'body', 'error'])
      .orderBy(key)
      .offset(offset)
      .limit(PAGE);
    for (const row of rows) {
      const change = await changeOf(row);
      if (!change) continue;
      changed += 1;
      if (dryRun) continue;
      const { source_id, delivery_id, body, kind } = row;
      // A delivery that was worked off meanwhile has no body any more. Whoever works
      // on it now has read it as it was, and must not note why it failed.
      await inTransaction(knex, async tx => {
        const found = await tx('webhook_deliveries')
          .where({ source_id, delivery_id, body })
          .update({ ...change, lease_token: null });
        if (found === 0) return;
        await forgetAnswers(tx);
        await appendAudit(tx, {
          actor,
          action: `${kind}.${what}`,
          subjectId: delivery_id,
          details: { source: source_id },
        });
      });
    }
    if (rows.length < PAGE) break;
  }
  return changed > 0 ? { webhook_deliveries: changed } : {};
}
