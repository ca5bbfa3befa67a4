import {
  ACTION_ITEM_STATES_BY_STATUS,
  type ActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { type ActionItemRow, PIPELINE, toActionItemRow } from './actionItemRow';

/**
 * Stores what a postmortem proposes. Items that somebody has changed stay as
 * they are; untouched proposals that the postmortem no longer makes are
 * deleted. The caller holds the incident's row.
 */
export async function syncProposals(
  tx: Knex.Transaction,
  options: {
    postmortemId: string;
    incidentKey: string;
    proposals: readonly ActionItem[];
    at: string;
  },
): Promise<void> {
  const { postmortemId, incidentKey, proposals, at } = options;
  const stored = await tx<ActionItemRow>('action_items').where({
    postmortem_id: postmortemId,
  });
  const storedById = new Map(stored.map(row => [row.id, row]));
  const isUntouched = (row: ActionItemRow) =>
    row.version === 1 && row.created_by === PIPELINE;
  const obsolete = stored
    .filter(
      row => isUntouched(row) && !proposals.some(({ id }) => id === row.id),
    )
    .map(({ id }) => id);
  if (obsolete.length > 0) {
    await tx('action_items')
      .where({ postmortem_id: postmortemId })
      .whereIn('id', obsolete)
      .delete();
  }
  for (const proposal of proposals) {
    const before = storedById.get(proposal.id);
    if (before && !isUntouched(before)) continue;
    const row = toActionItemRow({
      ...proposal,
      postmortemId,
      incidentKey,
      version: 1,
      createdBy: PIPELINE,
      createdAt: before?.created_at ?? at,
      updatedAt: at,
    });
    await tx('action_items')
      .insert(row)
      .onConflict(['postmortem_id', 'id'])
      .merge();
  }
}

type CountColumns = {
  open_action_items: number;
  proposed_action_items: number;
};

/**
 * Stores in the postmortem's row how many items are open and proposed, so that
 * lists need no join. The counts are read in the transaction of the write,
 * under the lock of the incident: computed before it, two writers would lose an
 * update.
 */
export async function refreshActionItemCounts(
  tx: Knex.Transaction,
  postmortemId: string,
): Promise<CountColumns> {
  const rows: { state: string; items: number | string }[] = await tx(
    'action_items',
  )
    .where({ postmortem_id: postmortemId })
    .select('state')
    .count({ items: '*' })
    .groupBy('state');
  const count = (states: readonly string[]) =>
    rows
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { items }) => sum + Number(items), 0);
  const counts = {
    open_action_items: count(ACTION_ITEM_STATES_BY_STATUS.open),
    proposed_action_items: count(ACTION_ITEM_STATES_BY_STATUS.proposed),
  };
  await tx('postmortems').where({ id: postmortemId }).update(counts);
  return counts;
}
