import { useApi } from '@backstage/core-plugin-api';
import type { OrgMetrics } from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useEffect, useState } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { writeFilters, type Filters, type PageAddress } from './address';

/** Org metrics together with the filters that they are of. */
export type FilteredOrgMetrics = { metrics: OrgMetrics; filters: Filters };

export type OrgMetricsState = {
  /** The last metrics that came; `undefined` before the first, and after a failure. */
  value?: FilteredOrgMetrics;
  /** Whether these are of other filters than those that are chosen now. */
  stale: boolean;
  error?: Error;
  retry(): void;
};

type Answer = { key: string; value?: FilteredOrgMetrics; error?: Error };

/**
 * The metrics of what the filters choose. Those before stay until the new ones come.
 *
 * @param wanted - nothing is asked for while nobody looks at metrics
 */
export function useOrgMetrics(
  address: PageAddress,
  wanted: boolean,
): OrgMetricsState {
  const { filters, query } = address;
  const api = useApi(postmortemsApiRef);
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const key = `${new URLSearchParams(writeFilters(filters))} ${attempt}`;
  const answered = answer?.key === key;
  useEffect(() => {
    if (!wanted || answered) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const settle = (settled: Omit<Answer, 'key'>) => {
      if (!signal.aborted) setAnswer({ key, ...settled });
    };
    api.getOrgMetrics(query, { signal }).then(
      metrics => settle({ value: { metrics, filters } }),
      (error: Error) => settle({ error }),
    );
    return () => controller.abort();
    // The key stands for the filters, which are made anew with every change of the address
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, key, wanted, answered]);
  return {
    value: answer?.value,
    stale: answer?.value !== undefined && !answered,
    error: answered ? answer?.error : undefined,
    retry: useCallback(() => setAttempt(count => count + 1), []),
  };
}
