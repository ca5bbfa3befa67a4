import { useCallback, useEffect, useRef, useState } from 'react';

/** One page of a list that continues at a cursor. */
export type CursorPage<T> = {
  items: T[];
  pageInfo: { nextCursor?: string };
};

/** Reads one page; must keep its identity for as long as it reads the same list. */
export type LoadPage<T> = (
  cursor: string | undefined,
  signal: AbortSignal,
) => Promise<CursorPage<T>>;

/** The pages read so far. */
export type CursorPages<T> = {
  items: T[];
  /** The first page has not been answered yet. */
  loading: boolean;
  loadingMore: boolean;
  /** Why the last page could not be read; the items of the pages before it stay. */
  error?: Error;
  hasMore: boolean;
  /** Reads the next page, or the page that failed once more. */
  loadMore(): void;
  /** Starts again with the first page. */
  reload(): void;
};

type State<T> = {
  items: T[];
  cursor?: string;
  started: boolean;
  pending: boolean;
  error?: Error;
};

/** Reads a list page by page. An answer that comes after the list has changed is dropped. */
export function useCursorPages<T>(load: LoadPage<T>): CursorPages<T> {
  const [state, setState] = useState<State<T>>(initialState);
  const running = useRef<AbortController>();

  const read = useCallback(
    (cursor: string | undefined) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const settle = (change: (before: State<T>) => State<T>) => {
        if (!controller.signal.aborted) setState(change);
      };
      setState(before =>
        cursor
          ? { ...before, pending: true, error: undefined }
          : initialState<T>(),
      );
      load(cursor, controller.signal).then(
        page =>
          settle(before => ({
            items: cursor ? [...before.items, ...page.items] : page.items,
            cursor: page.pageInfo.nextCursor,
            started: true,
            pending: false,
          })),
        (error: Error) =>
          settle(before => ({ ...before, pending: false, error })),
      );
    },
    [load],
  );

  useEffect(() => {
    read(undefined);
    return () => running.current?.abort();
  }, [read]);

  const { items, cursor, started, pending, error } = state;
  return {
    items,
    loading: pending && !started,
    loadingMore: pending && started,
    error,
    hasMore: cursor !== undefined,
    loadMore: useCallback(() => read(cursor), [read, cursor]),
    reload: useCallback(() => read(undefined), [read]),
  };
}

function initialState<T>(): State<T> {
  return { items: [], started: false, pending: true };
}
