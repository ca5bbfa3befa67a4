import { useApi } from '@backstage/core-plugin-api';
import type {
  ActionItem,
  ActionItemRecord,
  CreateActionItem,
  PatchActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { hasStatus, isAlreadyDone } from '../../shared/errors/describeError';
import { usePostmortemContext } from '../state/postmortemContext';
import { actionItemsOf, withActionItem } from './actionItemsOf';

/**
 * The outcome of a patch. After a `conflict`, `current` is the item as
 * somebody else saved it.
 */
type PatchOutcome =
  | { status: 'saved' }
  | { status: 'conflict'; current: ActionItem };

/** Changes action items, and updates the postmortem on the page. */
export function useActionItemChange() {
  const api = useApi(postmortemsApiRef);
  const { postmortem, onWritten, onChanged } = usePostmortemContext();
  const { run, running, error } = useAsyncAction();
  const { id } = postmortem;

  const save = async (change: Promise<ActionItemRecord>) => {
    const item = await change;
    onChanged(current => withActionItem(current, item));
    return item;
  };

  /** Loads the postmortem again after a conflict. */
  const readCurrent = async (itemId: string) => {
    const newest = await api.getPostmortem(id);
    onWritten(newest);
    return actionItemsOf(newest).find(item => item.id === itemId);
  };

  return {
    running,
    error,
    /** Patches an item as the writer saw it. */
    patch: (
      { id: itemId, version = 1 }: ActionItem,
      change: Omit<PatchActionItem, 'version'>,
    ) =>
      run<PatchOutcome>(async () => {
        try {
          await save(api.patchActionItem(id, itemId, { version, ...change }));
          return { status: 'saved' };
        } catch (failure) {
          const current =
            hasStatus(failure, 409) &&
            (await readCurrent(itemId).catch(() => undefined));
          if (!current) throw failure;
          if (isAlreadyDone(failure)) return { status: 'saved' };
          return { status: 'conflict', current };
        }
      }),
    /** The new item; nothing of it when the page had to be read for it. */
    create: (item: CreateActionItem) =>
      run<Partial<ActionItemRecord>>(async () => {
        try {
          return await save(api.createActionItem(id, item));
        } catch (failure) {
          if (!isAlreadyDone(failure)) throw failure;
          onWritten(await api.getPostmortem(id));
          return {};
        }
      }),
  };
}
