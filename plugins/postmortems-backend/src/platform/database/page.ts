import type { Page } from './types';

/**
 * Makes a page of rows of which one more than the limit was asked for: the surplus row says that there is a next page.
 */
export function toPage<T>(
  rows: T[],
  limit: number,
  cursorAfter: (last: T) => string,
): Page<T> {
  if (rows.length <= limit) return { items: rows };
  const items = rows.slice(0, limit);
  return { items, nextCursor: cursorAfter(items[limit - 1]) };
}
