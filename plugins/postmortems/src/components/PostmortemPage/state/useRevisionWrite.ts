import { useApi } from '@backstage/core-plugin-api';
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { hasStatus } from '../../shared/errors/describeError';

/**
 * Writes a new revision of a postmortem. When somebody else was first, the page
 * gets their version. The error stays until the next attempt.
 */
export function useRevisionWrite(options: {
  postmortem: Postmortem;
  onWritten(postmortem: Postmortem): void;
}) {
  const { postmortem, onWritten } = options;
  const api = useApi(postmortemsApiRef);
  const { run, running, error } = useAsyncAction();
  const [conflict, setConflict] = useState(false);
  /** Whether the revision was written. */
  const write = async (action: () => Promise<Postmortem>): Promise<boolean> => {
    const written = await run(async () => {
      setConflict(false);
      try {
        onWritten(await action());
        return true;
      } catch (failure) {
        const newest =
          hasStatus(failure, 409) &&
          (await api.getPostmortem(postmortem.id).catch(() => undefined));
        if (!newest) throw failure;
        setConflict(true);
        onWritten(newest);
        return false;
      }
    });
    return written ?? false;
  };
  return { write, running, error, conflict };
}
