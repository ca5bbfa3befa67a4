import {
  ACTION_ITEM_STATES_OF,
  type ActionItemCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyScope, SCOPED, type IncidentScope } from '../../scope';
import { now } from '../../time';

/** How many action items there are of each status. */
export async function countActionItems(
  knex: Knex,
  scope: IncidentScope,
): Promise<ActionItemCounts> {
  const query = knex('action_items');
  applyScope(knex, query, SCOPED.actionItems, scope);
  const rows: {
    state: string;
    n: number | string;
    overdue: number | string;
  }[] = await query
    .select(
      'action_items.state',
      knex.raw('count(*) as n'),
      knex.raw(
        'coalesce(sum(case when action_items.due_at < ? then 1 else 0 end), 0) as overdue',
        [now()],
      ),
    )
    .groupBy('action_items.state');
  const sum = (
    status: keyof typeof ACTION_ITEM_STATES_OF,
    column: 'n' | 'overdue',
  ) =>
    rows
      .filter(({ state }) =>
        (ACTION_ITEM_STATES_OF[status] as readonly string[]).includes(state),
      )
      .reduce((total, row) => total + Number(row[column]), 0);
  return {
    proposed: sum('proposed', 'n'),
    open: sum('open', 'n'),
    overdue: sum('overdue', 'overdue'),
    closed: sum('closed', 'n'),
    dropped: sum('dropped', 'n'),
  };
}
