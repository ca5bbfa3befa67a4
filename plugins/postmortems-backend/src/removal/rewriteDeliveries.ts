import type { Knex } from 'knex';
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
  body: string;
  error: string | null;
};

const KEY = ['source_id', 'delivery_id'] as const;

/** Changes what is kept of deliveries of webhooks, and leaves answers to `forgetAnswers`. */
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
    /** Leaves the others as they are. */
    only?: (query: Knex.QueryBuilder) => void;
  },
): Promise<RemovalCounts> {
  const { dryRun, actor, what, only = () => {} } = options;
  let changed = 0;
  // Others are deleted meanwhile, so that counting from the start would skip some
  let after: StoredDelivery | undefined;
  for (;;) {
    const query = knex('webhook_deliveries')
      .select([...KEY, 'kind', 'state', 'body', 'error'])
      .modify(only)
      .orderBy([...KEY])
      .limit(PAGE);
    if (after) {
      const { source_id, delivery_id } = after;
      query.whereRaw('(source_id, delivery_id) > (?, ?)', [
        source_id,
        delivery_id,
      ]);
    }
    const rows: StoredDelivery[] = await query;
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
        await appendAudit(tx, {
          actor,
          action: `${kind}.${what}`,
          subjectId: delivery_id,
          details: { source: source_id },
        });
      });
    }
    after = rows.at(-1);
    if (rows.length < PAGE) break;
  }
  return changed > 0 ? { webhook_deliveries: changed } : {};
}
