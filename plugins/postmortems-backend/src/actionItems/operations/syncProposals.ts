import type { PostmortemContent } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { PIPELINE } from '../pipeline';
import { toActionItemRow } from '../actionItemRow';
import type { ActionItemRow } from '../../platform/database/tables';

/**
 * Makes the proposals of a document the follow-ups that people decide on. What somebody has touched stays as it is; a proposal
 * that nobody touched and that the document no longer makes goes.
 */
export async function syncProposals(
  tx: Knex.Transaction,
  options: {
    postmortemId: string;
    incidentKey: string;
    content: PostmortemContent;
    at: string;
  },
): Promise<void> {
  const { postmortemId, incidentKey, content, at } = options;
  const proposals = content.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ actionItem }) => actionItem ?? []);
  const stored = await tx<ActionItemRow>('action_items').where({
    postmortem_id: postmortemId,
  });
  const known = new Map(stored.map(row => [row.id, row]));
  const untouched = (row: ActionItemRow) =>
    row.version === 1 && row.created_by === PIPELINE;
  const gone = stored
    .filter(row => untouched(row) && !proposals.some(({ id }) => id === row.id))
    .map(({ id }) => id);
  if (gone.length > 0) {
    await tx('action_items')
      .where({ postmortem_id: postmortemId })
      .whereIn('id', gone)
      .delete();
  }
  for (const proposal of proposals) {
    const before = known.get(proposal.id);
    if (before && !untouched(before)) continue;
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
