import type { CursorPage } from '../../shared/list/useCursorPages';

/** Most rows of one file. */
export const MAX_ROWS = 20_000;

/** Rows of one request; the API gives no more. */
const ROWS_PER_PAGE = 500;

/** Reads a page of a list. */
export type PageReader<T> = (
  cursor: string | undefined,
  signal: AbortSignal,
  limit?: number,
) => Promise<CursorPage<T>>;

/** Reads a list to its end, or to {@link MAX_ROWS}; `cut` says that there is more. */
export async function readAllPages<T>(
  read: PageReader<T>,
  options: { signal: AbortSignal; onProgress(rows: number): void },
): Promise<{ items: T[]; cut: boolean }> {
  const { signal, onProgress } = options;
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor, signal, ROWS_PER_PAGE);
    signal.throwIfAborted();
    items.push(...page.items);
    cursor = page.pageInfo.nextCursor;
    onProgress(items.length);
  } while (cursor && items.length < MAX_ROWS);
  return {
    items: items.slice(0, MAX_ROWS),
    cut: cursor !== undefined || items.length > MAX_ROWS,
  };
}
