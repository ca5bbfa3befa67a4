import {
  actionItemSchema,
  type ActionItem,
  type ActionItemRecord,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';

/** The DOM id of an action item. */
export function actionItemElementId(itemId: string): string {
  return `action-item-${itemId}`;
}

/** The action items of a postmortem in reading order. */
export function actionItemsOf({ sections }: Postmortem): ActionItem[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ actionItem }) => actionItem ?? []),
  );
}

/** The postmortem with an updated action item, or with a new one at the end. */
export function withActionItem(
  postmortem: Postmortem,
  record: ActionItemRecord,
): Postmortem {
  const actionItem = actionItemSchema.strip().parse(record);
  const known = actionItemsOf(postmortem).some(({ id }) => id === record.id);
  return {
    ...postmortem,
    sections: postmortem.sections.map(section => ({
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
