import { useApi } from '@backstage/core-plugin-api';
import type { Block } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { hasStatus } from '../../shared/errors/describeError';
import { usePostmortemContext } from '../state/postmortemContext';

/** Sets the category of a block. The error stays until the next attempt. */
export function useCategoryChange(block: Block) {
  const { postmortem, onWritten } = usePostmortemContext();
  const api = useApi(postmortemsApiRef);
  const { run, error } = useAsyncAction();
  const [conflict, setConflict] = useState(false);
  const setCategory = (category: string | null) =>
    run(async () => {
      setConflict(false);
      const { id, revision: baseRevision } = postmortem;
      try {
        onWritten(
          await api.setBlockCategory(id, block.id, { baseRevision, category }),
        );
      } catch (failure) {
        if (!hasStatus(failure, 409)) throw failure;
        const newest = await api.getPostmortem(id).catch(() => undefined);
        if (!newest) throw failure;
        setConflict(true);
        onWritten(newest);
      }
    });
  return {
    setCategory,
    error,
    /** Another user changed the postmortem first; the page shows the result. */
    conflict,
  };
}
