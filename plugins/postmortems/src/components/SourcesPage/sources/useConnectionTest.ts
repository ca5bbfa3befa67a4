import { useApi } from '@backstage/core-plugin-api';
import type { SourceConnection } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';

/** A test of the connection to a source, and its last result. */
export type ConnectionTest = {
  result?: SourceConnection;
  running: boolean;
  error: unknown;
  test(): Promise<void>;
};

export function useConnectionTest(source: string): ConnectionTest {
  const api = useApi(postmortemsApiRef);
  const { run, running, error } = useAsyncAction();
  const [result, setResult] = useState<SourceConnection>();
  return {
    result,
    running,
    error,
    test: async () => {
      const tested = await run(() => api.testSource(source));
      if (tested) setResult(tested);
    },
  };
}
