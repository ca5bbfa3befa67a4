import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { useEffect, useRef, type ReactNode } from 'react';
import { FailedToLoad } from '../../shared/failure/FailedToLoad';
import { LoadMore } from '../../shared/list/ListEnd';
import type { CursorPages } from '../../shared/list/useCursorPages';
import { useWords } from '../../shared/useWords';
import { numberText } from '../../shared/numbers';
import { Stale } from '../Stale';
import { useSettled } from './useSettled';

const ROWS_WHILE_LOADING = 6;

const useStyles = makeStyles((theme: Theme) => ({
  shown: { marginTop: theme.spacing(1) },
}));

/** A list that comes in pages, with everything that can stand in its place. */
export function PagedList<T>(props: {
  pages: CursorPages<T>;
  /** How many there are, in words, once the last page is there. */
  totalOf(count: number): string;
  /** What stands here when there is none. */
  empty: ReactNode;
  children(items: T[]): ReactNode;
}) {
  const { pages, totalOf, empty, children } = props;
  const { loading, error, hasMore, reload } = pages;
  const classes = useStyles();
  const { t } = useWords();
  const items = useSettled(loading || error ? undefined : pages.items);
  const shown = loading ? items : pages.items;
  const end = useFocusWhenGrown(pages);

  if (error && pages.items.length === 0) {
    return <FailedToLoad error={error} onRetry={reload} />;
  }
  if (!shown) return <LoadingRows />;
  return (
    <>
      <Stale stale={loading}>
        {shown.length === 0 ? empty : children(shown)}
      </Stale>
      {shown.length > 0 && !loading && (
        <Typography
          ref={end}
          tabIndex={-1}
          variant="body2"
          role="status"
          className={classes.shown}
        >
          {hasMore
            ? t('common.list.shown', { number: numberText(shown.length) })
            : totalOf(shown.length)}
        </Typography>
      )}
      {!loading && <LoadMore pages={pages} />}
    </>
  );
}

/** Stands where rows will be. */
function LoadingRows() {
  const { t } = useWords();
  return (
    <div role="status" aria-label={t('common.loading')}>
      {Array.from({ length: ROWS_WHILE_LOADING }, (_, index) => (
        <Skeleton key={index} animation={false} height={48} />
      ))}
    </div>
  );
}

/** The button for more is gone, or has moved down, once they are there: the focus waits before it. */
function useFocusWhenGrown(pages: CursorPages<unknown>) {
  const end = useRef<HTMLElement>(null);
  const wasLoadingMore = useRef(false);
  const { loadingMore, error } = pages;
  useEffect(() => {
    if (wasLoadingMore.current && !loadingMore && !error) end.current?.focus();
    wasLoadingMore.current = loadingMore;
  }, [loadingMore, error]);
  return end;
}
