import { ACTION_ITEM_STATES_OF } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyScope, SCOPED } from '../../scope';
import type { FiguresOptions, OwnerItems } from '../../types';

/** Action items by who is to do them. */
export async function readOwners(
  knex: Knex,
  options: FiguresOptions,
): Promise<OwnerItems[]> {
  const [open, closed] = [
    ACTION_ITEM_STATES_OF.open,
    ACTION_ITEM_STATES_OF.closed,
  ];
  const inStates = (states: readonly string[]) =>
    `action_items.state in (${states.map(() => '?').join(', ')})`;
  const count = (condition: string, as: string, bindings: string[]) =>
    knex.raw(
      `sum(case when ${condition} then 1 else 0 end) as ${as}`,
      bindings,
    );
  const query = knex('action_items').whereIn('action_items.state', [
    ...open,
    ...closed,
  ]);
  applyScope(knex, query, SCOPED.actionItems, options);
  const rows: Record<string, string | number | null>[] = await query
    .select(
      'action_items.owner_ref',
      count(inStates(open), 'open', [...open]),
      count(inStates(closed), 'closed', [...closed]),
      count(`${inStates(open)} and action_items.due_at < ?`, 'overdue', [
        ...open,
        options.now,
      ]),
    )
    .groupBy('action_items.owner_ref');
  return rows.map(row => ({
    ...(row.owner_ref !== null && { owner: String(row.owner_ref) }),
    open: Number(row.open),
    overdue: Number(row.overdue),
    closed: Number(row.closed),
  }));
}
