import type {
  ActionItem,
  ActionItemRecord,
  Block,
  Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';

/** A document with its follow-ups as they stand today; those that people added stand after the proposals. */
export function withActionItems(
  document: Retrospective,
  records: readonly ActionItemRecord[],
): Retrospective {
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
  const added = [...open.values()].map(
    (record): Block => ({
      id: `added-${record.id}`,
      type: 'action_item',
      author: { type: 'person', ref: record.createdBy },
      claims: [],
      actionItem: toItem(record),
    }),
  );
  return {
    ...document,
    sections: sections.map(section =>
      section.id === 'actionItems'
        ? { ...section, blocks: [...section.blocks, ...added] }
        : section,
    ),
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
