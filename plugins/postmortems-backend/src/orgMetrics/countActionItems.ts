import type { Knex } from 'knex';
import { applyScope, type IncidentScope } from '../platform/database';
import { ACTION_ITEM_COUNTS } from './tables';
import type { OwnerItems } from './types';

type Row = { owner_ref: string | null } & Record<
  'proposed' | 'open' | 'overdue' | 'closed' | 'dropped',
  string | number
>;

/** Action items of the incidents of a scope, by owner. */
export async function countActionItems(
  knex: Knex,
  options: IncidentScope & { now: string },
): Promise<OwnerItems[]> {
  const query = knex('incident_action_item_counts')
    .select('owner_ref')
    .select(
      ...(['proposed', 'open', 'closed', 'dropped'] as const).map(status =>
        knex.raw('sum(??) as ??', [status, status]),
      ),
    )
    .select(
      knex.raw('sum(case when due_at < ? then open else 0 end) as overdue', [
        options.now,
      ]),
    )
    .groupBy('owner_ref');
  applyScope(knex, query, ACTION_ITEM_COUNTS, options);
  const rows: Row[] = await query;
  return rows.map(row => ({
    ...(row.owner_ref && { owner: row.owner_ref }),
    proposed: Number(row.proposed),
    open: Number(row.open),
    overdue: Number(row.overdue),
    closed: Number(row.closed),
    dropped: Number(row.dropped),
  }));
}

/** Over all owners. */
export function sumOfOwners(
  owners: readonly OwnerItems[],
): Omit<OwnerItems, 'owner'> {
  const sum = { proposed: 0, open: 0, overdue: 0, closed: 0, dropped: 0 };
  for (const owner of owners) {
    sum.proposed += owner.proposed;
    sum.open += owner.open;
    sum.overdue += owner.overdue;
    sum.closed += owner.closed;
    sum.dropped += owner.dropped;
  }
  return sum;
}
