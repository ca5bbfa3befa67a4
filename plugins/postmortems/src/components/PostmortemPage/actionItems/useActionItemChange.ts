import { useApi } from '@backstage/core-plugin-api';
import type {
  ActionItem,
  ActionItemRecord,
  CreateActionItem,
  PatchActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useRef, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { failedWith } from '../../shared/failure/failure';
import { useOpenDocument } from '../documentContext';
import { actionItemsOf, withActionItem } from './actionItemsOf';

/** What became of a change; `stale`: somebody else was first, and `current` is what they made of the item. */
export type ChangeOutcome =
  | { status: 'saved'; item: ActionItemRecord }
  | { status: 'stale'; current: ActionItem }
  | { status: 'failed' };

/** Changes action items, and shows the document as it is then. What went wrong stays until the next attempt. */
export function useActionItemChange() {
  const api = useApi(postmortemsApiRef);
  const { postmortem, onWritten, onChanged } = useOpenDocument();
  const { id } = postmortem;
  const running = useRef(false);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const attempt = async (
    change: () => Promise<ActionItemRecord>,
    onConflict?: () => Promise<ActionItem | undefined>,
  ): Promise<ChangeOutcome> => {
    // Buttons stay enabled while something is on its way, because one that is disabled loses the focus
    if (running.current) return { status: 'failed' };
    running.current = true;
    setSaving(true);
    setFailure(undefined);
    try {
      const item = await change();
      onChanged(document => withActionItem(document, item));
      return { status: 'saved', item };
    } catch (error) {
      const current =
        failedWith(error, 409) && (await onConflict?.().catch(() => undefined));
      if (current) return { status: 'stale', current };
      setFailure(error);
      return { status: 'failed' };
    } finally {
      running.current = false;
      setSaving(false);
    }
  };

  return {
    saving,
    failure,
    /** Changes an item as the writer saw it. When that was not the newest version, the document is read again. */
    patch: (seen: ActionItem, change: Omit<PatchActionItem, 'version'>) =>
      attempt(
        () =>
          api.patchActionItem(id, seen.id, {
            // Nobody has touched what has no version yet
            version: seen.version ?? 1,
            ...change,
          }),
        async () => {
          const document = await api.getPostmortem(id);
          onWritten(document);
          return actionItemsOf(document).find(item => item.id === seen.id);
        },
      ),
    create: (item: CreateActionItem) =>
      attempt(() => api.createActionItem(id, item)),
  };
}
