import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { useDraftingProgress } from '../../shared/async/useDraftingProgress';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/**
 * Regenerates the postmortem from the current evidence. People's edits stay.
 */
export function useRegenerate() {
  const api = useApi(postmortemsApiRef);
  const { t } = useTranslation();
  const { postmortem, onWritten } = usePostmortemContext();
  const { id, incidentKey, revision } = postmortem;
  const progress = useDraftingProgress(incidentKey);
  const { run, running, error } = useAsyncAction();
  const [notice, setNotice] = useState<string>();
  const regenerate = () =>
    run(async () => {
      const regenerated = await api.regeneratePostmortem(id);
      onWritten(regenerated);
      setNotice(
        regenerated.revision === revision
          ? t('page.actions.unchanged')
          : t('page.actions.regenerated'),
      );
    });
  return {
    regenerate,
    /** Shown while it is running. */
    progress: running ? progress ?? t('page.actions.regenerating') : undefined,
    error,
    notice,
    onNoticeClosed: () => setNotice(undefined),
  };
}
