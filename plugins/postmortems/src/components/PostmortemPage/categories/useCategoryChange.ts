import { useApi } from '@backstage/core-plugin-api';
import type { Block } from '@postmortems/backstage-plugin-postmortems-common';
import { useRef, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { failedWith } from '../../shared/failure/failure';
import { useOpenDocument } from '../documentContext';

/** Sets the category of a block; what went wrong stays until the next attempt. */
export function useCategoryChange(block: Block) {
  const { postmortem, onWritten } = useOpenDocument();
  const api = useApi(postmortemsApiRef);
  const running = useRef(false);
  const [failure, setFailure] = useState<unknown>();
  const [overtaken, setOvertaken] = useState(false);
  const setCategory = async (category: string | null) => {
    if (running.current) return;
    running.current = true;
    setFailure(undefined);
    setOvertaken(false);
    const { id, revision: baseRevision } = postmortem;
    try {
      onWritten(
        await api.setBlockCategory(id, block.id, { baseRevision, category }),
      );
    } catch (error) {
      const newest =
        failedWith(error, 409) &&
        (await api.getPostmortem(id).catch(() => undefined));
      if (newest) {
        setOvertaken(true);
        onWritten(newest);
      } else {
        setFailure(error);
      }
    } finally {
      running.current = false;
    }
  };
  return {
    setCategory,
    failure,
    /** Somebody else has changed the block since it was read; it is on the page as it is now. */
    overtaken,
  };
}
