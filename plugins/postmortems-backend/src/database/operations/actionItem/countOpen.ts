import { CLOSED_ACTION_ITEM_STATES } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { RetrospectiveRow } from '../../tables';

/** Writes into the document's row how many follow-ups still ask for work. */
export async function refreshOpenFollowUps(
  tx: Knex.Transaction,
  retrospectiveId: string,
): Promise<number> {
  const row = await tx('action_items')
    .where({ retrospective_id: retrospectiveId })
    .whereNotIn('state', [...CLOSED_ACTION_ITEM_STATES])
    .count({ open: '*' })
    .first();
  const open = Number(row?.open ?? 0);
  await tx<RetrospectiveRow>('retrospectives')
    .where({ id: retrospectiveId })
    .update({ open_follow_ups: open });
  return open;
}
