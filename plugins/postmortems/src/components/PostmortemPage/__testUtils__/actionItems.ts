import type {
  ActionItem,
  ActionItemRecord,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { exampleActionItem, postmortemWithClaims } from './postmortem';

/** An action item as people have taken it on. */
export function openItem(part: Partial<ActionItem> = {}): ActionItem {
  return {
    ...exampleActionItem,
    title: 'Raise the pool to 100 connections',
    endState: 'The pool has 100 connections',
    state: 'open',
    version: 4,
    ...part,
  };
}

/** The document with this action item as its only one. */
export function postmortemWithActionItem(item: ActionItem): Postmortem {
  const document = postmortemWithClaims([
    { id: 'c-1', text: 'The first claim' },
  ]);
  return {
    ...document,
    sections: document.sections.map(section => ({
      ...section,
      blocks: section.blocks.map(block =>
        block.actionItem ? { ...block, actionItem: item } : block,
      ),
    })),
  };
}

/** An action item as the API answers with it after a change. */
export function recordOf(item: ActionItem): ActionItemRecord {
  return {
    ...item,
    version: (item.version ?? 1) + 1,
    postmortemId: 'retro-1',
    incidentKey: 'INC-7',
    createdBy: 'postmortems',
    createdAt: '2026-03-02T14:10:00.000Z',
    updatedAt: '2026-03-02T14:10:00.000Z',
  };
}
