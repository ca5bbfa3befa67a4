import { useApi } from '@backstage/core-plugin-api';
import { useRef, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useWritingProgress } from '../../shared/useWritingProgress';
import { useWords } from '../../shared/useWords';
import { useOpenDocument } from '../documentContext';

/** Has the document written anew from the evidence as it is now; people's words stay. */
export function useRegenerate() {
  const api = useApi(postmortemsApiRef);
  const { t } = useWords();
  const { postmortem, onWritten } = useOpenDocument();
  const { id, incidentKey, revision } = postmortem;
  const heard = useWritingProgress(incidentKey);
  const running = useRef(false);
  const [writing, setWriting] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [notice, setNotice] = useState<string>();
  const regenerate = async () => {
    if (running.current) return;
    running.current = true;
    setWriting(true);
    setFailure(undefined);
    try {
      const written = await api.regeneratePostmortem(id);
      onWritten(written);
      setNotice(
        written.revision === revision
          ? t('page.actions.unchanged')
          : t('page.actions.regenerated'),
      );
    } catch (error) {
      setFailure(error);
    } finally {
      running.current = false;
      setWriting(false);
    }
  };
  return {
    regenerate,
    /** In words, how far it has come; `undefined` when nothing is being written. */
    progress: writing ? heard ?? t('page.actions.regenerating') : undefined,
    failure,
    notice,
    onNoticeClosed: () => setNotice(undefined),
  };
}
