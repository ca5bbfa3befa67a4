import { ACTION_ITEM_STATES_BY_STATUS } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { PostmortemRow } from '../../platform/database/tables';

/** Writes into the document's row how many action items are open, and how many are proposed. Answers with what it wrote. */
export async function refreshActionItemCounts(
  tx: Knex.Transaction,
  postmortemId: string,
): Promise<Pick<PostmortemRow, 'open_action_items' | 'proposed_action_items'>> {
  const rows: { state: string; n: number | string }[] = await tx('action_items')
    .where({ postmortem_id: postmortemId })
    .select('state')
    .count({ n: '*' })
    .groupBy('state');
  const count = (states: readonly string[]) =>
    rows
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { n }) => sum + Number(n), 0);
  const counts = {
    open_action_items: count(ACTION_ITEM_STATES_BY_STATUS.open),
    proposed_action_items: count(ACTION_ITEM_STATES_BY_STATUS.proposed),
  };
  await tx<PostmortemRow>('postmortems')
    .where({ id: postmortemId })
    .update(counts);
  return counts;
}
