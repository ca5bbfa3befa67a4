export type Page<T> = { items: T[]; nextCursor?: string };
export type PageRequest = { cursor?: string; limit: number };

/** A page of rows, of which the query asked for one more than the limit. */
export function toPage<T>(
  rows: T[],
  limit: number,
  cursorAfter: (last: T) => string,
): Page<T> {
  if (rows.length <= limit) return { items: rows };
  const items = rows.slice(0, limit);
  return { items, nextCursor: cursorAfter(items[limit - 1]) };
}
