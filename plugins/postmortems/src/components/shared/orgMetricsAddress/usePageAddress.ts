import { useRouteRef } from '@backstage/core-plugin-api';
import { useCallback, useMemo } from 'react';
import { rootRouteRef } from '../../../routes';
import { useNavigate, useSearchParams } from '../../../routing';
import {
  readFilters,
  toQuery,
  writeFilters,
  type Filters,
  type FilterQuery,
} from './filters';
import { timespanOf, withinMonth } from './period';
import { readView, writeView, type View } from './views';

/** The state of the page in its URL, and how to navigate. */
export type PageAddress = {
  filters: Filters;
  /** The filters as API parameters, memoised by URL. */
  query: FilterQuery;
  view: View;
  /** The path of another view, by default with the current filters. */
  pathTo(view: View, filters?: Filters): string;
  /** Navigates to a view. Typing replaces the history entry (`replace`). */
  goTo(view: View, options?: { replace?: boolean }): void;
  filter(change: Partial<Filters>, options?: { replace?: boolean }): void;
};

/** Keeps the state of the page in its URL, for links and the Back button. */
export function usePageAddress(): PageAddress {
  const root = useRouteRef(rootRouteRef)();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const { filters, query, view } = useMemo(() => {
    const read = readFilters(parameters);
    return {
      filters: read,
      query: toQuery(read),
      view: withinPeriod(readView(parameters), read),
    };
  }, [parameters]);
  const pathTo = useCallback(
    (there: View, chosen: Filters = filters) => {
      const search = new URLSearchParams([
        ...writeView(there),
        ...writeFilters(chosen),
      ]).toString();
      return search ? `${root}?${search}` : root;
    },
    [root, filters],
  );
  const goTo = useCallback(
    (there: View, options?: { replace?: boolean }) =>
      navigate(pathTo(there), options),
    [navigate, pathTo],
  );
  const filter = useCallback(
    (change: Partial<Filters>, options?: { replace?: boolean }) =>
      navigate(pathTo(view, { ...filters, ...change }), options),
    [navigate, pathTo, view, filters],
  );
  return { filters, query, view, pathTo, goTo, filter };
}

/** Drops a month outside of the period, which would leave an empty timespan. */
function withinPeriod(view: View, { period }: Filters): View {
  if (view.view !== 'metrics' || !view.drillDown?.month) return view;
  const { month, ...drillDown } = view.drillDown;
  return withinMonth(timespanOf(period), month)
    ? view
    : { view: 'metrics', drillDown };
}
