import { useApi } from '@backstage/core-plugin-api';
import type {
  ActionItem,
  CreateActionItem,
  PatchActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useOpenDocument } from '../documentContext';

/** Changes follow-ups, and shows the document as it is then. What went wrong stays until the next attempt. */
export function useActionItemChange() {
  const api = useApi(postmortemsApiRef);
  const document = useOpenDocument();
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const attempt = async (
    change: (retrospectiveId: string) => Promise<unknown>,
  ): Promise<boolean> => {
    if (!document) return false;
    const { id } = document.retrospective;
    setSaving(true);
    setFailure(undefined);
    try {
      await change(id);
      document.onWritten(await api.getRetrospective(id));
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setSaving(false);
    }
  };

  return {
    saving,
    failure,
    patch: (item: ActionItem, change: Omit<PatchActionItem, 'version'>) =>
      attempt(async id => {
        // The document does not tell the version; what it tells has been seen
        const { items } = await api.listActionItems({
          retrospectiveId: id,
          limit: 500,
        });
        const record = items.find(one => one.id === item.id);
        await api.patchActionItem(id, item.id, {
          version: record?.version ?? 1,
          ...change,
        });
      }),
    create: (item: CreateActionItem) =>
      attempt(id => api.createActionItem(id, item)),
  };
}
