import type {
  ActionItem,
  PostmortemsApi,
} from '@postmortems/backstage-plugin-postmortems-common';
import { screen } from '@testing-library/react';
import { postmortemWithActionItem, recordOf } from './actionItems';
import { openPage } from './openPage';

/**
 * Opens a page with this item; a change of it is answered with the item as it
 * is then.
 */
export async function openPageWithActionItem(
  item: ActionItem,
  api: Partial<PostmortemsApi> = {},
) {
  return openPage({
    api: {
      getPostmortem: async () => postmortemWithActionItem(item),
      patchActionItem: async (_, __, patch) => {
        const { owner = item.owner, dueAt = item.dueAt, ...change } = patch;
        return recordOf({
          ...item,
          ...change,
          owner: owner ?? undefined,
          dueAt: dueAt ?? undefined,
        });
      },
      ...api,
    },
  });
}

/** The element that shows an action item. */
export function findItem(item: ActionItem) {
  return screen.findByRole('article', { name: item.title });
}
