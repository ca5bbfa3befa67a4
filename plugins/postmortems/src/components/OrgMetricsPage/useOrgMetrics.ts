import { useApi } from '@backstage/core-plugin-api';
import type { OrgMetrics } from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useEffect, useState } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import {
  writeFilters,
  type Filters,
  type PageAddress,
} from '../shared/orgMetricsAddress';

/** Org metrics with the filters that they were computed for. */
export type FilteredOrgMetrics = { metrics: OrgMetrics; filters: Filters };

export type OrgMetricsState = {
  /** The last loaded metrics; `undefined` after an error. */
  value?: FilteredOrgMetrics;
  /** Whether `value` is of previous filters while new metrics load. */
  updating: boolean;
  error?: Error;
  retry(): void;
};

type Answer = { key: string; value?: FilteredOrgMetrics; error?: Error };

/**
 * The metrics for the filters. Keeps the previous ones until the new ones are
 * loaded.
 *
 * @param enabled - false while no view shows metrics
 */
export function useOrgMetrics(
  address: PageAddress,
  enabled: boolean,
): OrgMetricsState {
  const { filters, query } = address;
  const api = useApi(postmortemsApiRef);
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const key = `${new URLSearchParams(writeFilters(filters))} ${attempt}`;
  const answered = answer?.key === key;
  useEffect(() => {
    if (!enabled || answered) return undefined;
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
    // `key` represents the filters, whose identity changes with the address
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, key, enabled, answered]);
  return {
    value: answer?.value,
    updating: answer?.value !== undefined && !answered,
    error: answered ? answer?.error : undefined,
    retry: useCallback(() => setAttempt(count => count + 1), []),
  };
}
