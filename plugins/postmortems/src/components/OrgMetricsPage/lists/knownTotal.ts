import type { CursorPages } from '../../shared/list/useCursorPages';

/** How long a list is: counted, once it is there to its end; until then as long as its metric says. */
export function knownTotal(
  pages: CursorPages<unknown>,
  expected: number | undefined,
): number | undefined {
  const { loading, hasMore, error, items } = pages;
  return loading || hasMore || error ? expected : items.length;
}
