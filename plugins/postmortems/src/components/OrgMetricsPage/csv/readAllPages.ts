import type { CursorPage } from '../../shared/list/useCursorPages';

/** The maximum number of rows of a file. */
export const MAX_ROWS = 20_000;

/** The page size, which is the maximum of the API. */
const ROWS_PER_PAGE = 500;

/** Reads a page of a list. */
export type PageReader<T> = (
  cursor: string | undefined,
  signal: AbortSignal,
  limit?: number,
) => Promise<CursorPage<T>>;

/** Reads a list up to {@link MAX_ROWS}; `truncated` if there are more. */
export async function readAllPages<T>(
  read: PageReader<T>,
  options: { signal: AbortSignal; onProgress(rows: number): void },
): Promise<{ items: T[]; truncated: boolean }> {
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
    truncated: cursor !== undefined || items.length > MAX_ROWS,
  };
}
