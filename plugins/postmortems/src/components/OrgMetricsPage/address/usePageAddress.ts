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

/** What the page shows, as its address says it, and ways to other addresses. */
export type PageAddress = {
  filters: Filters;
  /** The filters as the API takes them; the same for as long as the address is. */
  query: FilterQuery;
  view: View;
  /** The address of something else on this page, with the filters as they are unless others are given. */
  pathTo(view: View, filters?: Filters): string;
  /** Goes there. A choice makes a new entry in the browser's history; typing replaces the entry (`replace`). */
  goTo(view: View, options?: { replace?: boolean }): void;
  filter(change: Partial<Filters>, options?: { replace?: boolean }): void;
};

/** Keeps what one looks at in the page's address, so that a link and the Back button lead to it again. */
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

/** A month that the period does not touch would leave nothing to ask for. */
function withinPeriod(view: View, { period }: Filters): View {
  if (view.view !== 'learning' || !view.drillDown?.month) return view;
  const { month, ...drillDown } = view.drillDown;
  return withinMonth(timespanOf(period), month)
    ? view
    : { view: 'learning', drillDown };
}
