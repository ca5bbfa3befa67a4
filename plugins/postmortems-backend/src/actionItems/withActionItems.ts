import type {
  ActionItem,
  ActionItemRecord,
  Author,
  Block,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { AUTHOR } from '../drafting';
import { PIPELINE } from './actionItemRow';

/**
 * A postmortem with its current action items: its own proposals, then earlier
 * ones that people accepted or dropped, then those that people added.
 */
export function withActionItems(
  document: Postmortem,
  records: readonly ActionItemRecord[],
): Postmortem {
  const open = new Map(records.map(record => [record.id, record]));
  const sections = document.sections.map(section => ({
    ...section,
    blocks: section.blocks.map(block => {
      const record = block.actionItem && open.get(block.actionItem.id);
      if (!record) return block;
      open.delete(record.id);
      return { ...block, actionItem: toItem(record) };
    }),
  }));
  const others = [...open.values()];
  const earlier = others.filter(isProposal).map(toBlock);
  const added = others.filter(record => !isProposal(record)).map(toBlock);
  return {
    ...document,
    sections: sections.map(section =>
      section.id === 'actionItems'
        ? { ...section, blocks: [...section.blocks, ...earlier, ...added] }
        : section,
    ),
  };
}

function isProposal({ createdBy }: ActionItemRecord): boolean {
  return createdBy === PIPELINE;
}

function toBlock(record: ActionItemRecord): Block {
  const author: Author = isProposal(record)
    ? AUTHOR
    : { type: 'person', ref: record.createdBy };
  return {
    id: `${isProposal(record) ? 'proposed' : 'added'}-${record.id}`,
    type: 'action_item',
    author,
    claims: [],
    actionItem: toItem(record),
  };
}

function toItem(record: ActionItemRecord): ActionItem {
  const { id, title, type, priority, state, endState, version } = record;
  const { owner, dueAt, claimId, ticketUrl } = record;
  return {
    id,
    title,
    type,
    priority,
    state,
    endState,
    version,
    ...(owner && { owner }),
    ...(dueAt && { dueAt }),
    ...(claimId && { claimId }),
    ...(ticketUrl && { ticketUrl }),
  };
}
