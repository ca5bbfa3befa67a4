import { useCallback, useEffect, useRef, useState } from 'react';

/** One page of a list with a cursor for the next one. */
export type CursorPage<T> = {
  items: T[];
  pageInfo: { nextCursor?: string };
};

/** Loads one page. Must be memoised: another function is another list. */
export type LoadPage<T> = (
  cursor: string | undefined,
  signal: AbortSignal,
) => Promise<CursorPage<T>>;

/** The pages loaded so far. */
export type CursorPages<T> = {
  items: T[];
  /** The first page is loading. */
  loading: boolean;
  loadingMore: boolean;
  /** Why the last page failed to load. The items of earlier pages stay. */
  error?: Error;
  hasMore: boolean;
  /** Loads the next page, or the one that failed again. */
  loadMore(): void;
  /** Starts over with the first page. */
  reload(): void;
};

type State<T> = {
  items: T[];
  cursor?: string;
  started: boolean;
  pending: boolean;
  error?: Error;
};

/** Loads a list page by page, and ignores responses for a previous list. */
export function useCursorPages<T>(load: LoadPage<T>): CursorPages<T> {
  const [state, setState] = useState<State<T>>(initialState);
  const controllerRef = useRef<AbortController>();

  const read = useCallback(
    (cursor: string | undefined) => {
      controllerRef.current?.abort();
      const controller = new AbortController();
      controllerRef.current = controller;
      const update = (change: (before: State<T>) => State<T>) => {
        if (!controller.signal.aborted) setState(change);
      };
      setState(before =>
        cursor
          ? { ...before, pending: true, error: undefined }
          : initialState<T>(),
      );
      load(cursor, controller.signal).then(
        page =>
          update(before => ({
            items: cursor ? [...before.items, ...page.items] : page.items,
            cursor: page.pageInfo.nextCursor,
            started: true,
            pending: false,
          })),
        (error: Error) =>
          update(before => ({ ...before, pending: false, error })),
      );
    },
    [load],
  );

  useEffect(() => {
    read(undefined);
    return () => controllerRef.current?.abort();
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
