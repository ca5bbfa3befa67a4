import { ACTION_ITEM_STATES_OF } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { RetrospectiveRow } from '../../tables';

/** Writes into the document's row how many action items are open, and how many are proposed. Answers with what it wrote. */
export async function refreshFollowUps(
  tx: Knex.Transaction,
  retrospectiveId: string,
): Promise<Pick<RetrospectiveRow, 'open_follow_ups' | 'proposed_follow_ups'>> {
  const rows: { state: string; n: number | string }[] = await tx('action_items')
    .where({ retrospective_id: retrospectiveId })
    .select('state')
    .count({ n: '*' })
    .groupBy('state');
  const count = (states: readonly string[]) =>
    rows
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { n }) => sum + Number(n), 0);
  const counts = {
    open_follow_ups: count(ACTION_ITEM_STATES_OF.open),
    proposed_follow_ups: count(ACTION_ITEM_STATES_OF.proposed),
  };
  await tx<RetrospectiveRow>('retrospectives')
    .where({ id: retrospectiveId })
    .update(counts);
  return counts;
}
