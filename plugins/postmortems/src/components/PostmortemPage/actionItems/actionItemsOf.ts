import {
  actionItemSchema,
  type ActionItem,
  type ActionItemRecord,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Id of the element that shows an action item. */
export function actionItemElementId(itemId: string): string {
  return `action-item-${itemId}`;
}

/** Every action item of a document, in the order in which it is read. */
export function actionItemsOf({ sections }: Postmortem): ActionItem[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ actionItem }) => actionItem ?? []),
  );
}

/** The document with an action item as the server has it now; one that is new stands last. */
export function withActionItem(
  document: Postmortem,
  record: ActionItemRecord,
): Postmortem {
  const actionItem = actionItemSchema.strip().parse(record);
  const known = actionItemsOf(document).some(({ id }) => id === record.id);
  return {
    ...document,
    sections: document.sections.map(section => ({
      ...section,
      blocks: [
        ...section.blocks.map(block =>
          block.actionItem?.id === record.id ? { ...block, actionItem } : block,
        ),
        ...(section.id === 'actionItems' && !known
          ? [
              {
                id: `added-${record.id}`,
                type: 'action_item' as const,
                author: { type: 'person' as const, ref: record.createdBy },
                claims: [],
                actionItem,
              },
            ]
          : []),
      ],
    })),
  };
}
