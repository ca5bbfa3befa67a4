import type { CursorPages } from '../../shared/list/useCursorPages';

/** The length of a list: the expected one until its last page is loaded. */
export function totalCount(
  pages: CursorPages<unknown>,
  expected: number | undefined,
): number | undefined {
  const { loading, hasMore, error, items } = pages;
  return loading || hasMore || error ? expected : items.length;
}
