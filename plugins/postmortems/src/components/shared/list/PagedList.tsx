import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { useEffect, useRef, type ReactNode } from 'react';
import { LoadError } from '../errors/LoadError';
import { LoadMore } from './LoadMore';
import type { CursorPages } from './useCursorPages';
import { useTranslation } from '../translation/useTranslation';
import { formatNumber } from '../format/numbers';
import { UpdatingOverlay } from './UpdatingOverlay';

const ROWS_WHILE_LOADING = 6;

const useStyles = makeStyles((theme: Theme) => ({
  shown: { marginTop: theme.spacing(1) },
}));

/** A paged list with its loading, error and empty states. */
export function PagedList<T>(props: {
  pages: CursorPages<T>;
  /** The message with the total, shown after the last page. */
  totalOf(count: number): string;
  empty: ReactNode;
  children(items: T[]): ReactNode;
}) {
  const { pages, totalOf, empty, children } = props;
  const { loading, error, hasMore, reload } = pages;
  const classes = useStyles();
  const { t } = useTranslation();
  // Keeps showing a list while the next one loads
  const last = useRef<T[]>();
  if (!loading && !error) last.current = pages.items;
  const shown = loading ? last.current : pages.items;
  const end = useFocusWhenGrown(pages);

  if (error && pages.items.length === 0) {
    return <LoadError error={error} onRetry={reload} />;
  }
  if (!shown) return <LoadingRows />;
  return (
    <>
      <UpdatingOverlay updating={loading}>
        {shown.length === 0 ? empty : children(shown)}
      </UpdatingOverlay>
      {shown.length > 0 && !loading && (
        <Typography
          ref={end}
          tabIndex={-1}
          variant="body2"
          role="status"
          className={classes.shown}
        >
          {hasMore
            ? t('common.list.shown', { number: formatNumber(shown.length) })
            : totalOf(shown.length)}
        </Typography>
      )}
      {!loading && <LoadMore pages={pages} />}
    </>
  );
}

/** Placeholder rows. */
function LoadingRows() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')}>
      {Array.from({ length: ROWS_WHILE_LOADING }, (_, index) => (
        <Skeleton key={index} animation={false} height={48} />
      ))}
    </div>
  );
}

/**
 * Moves the focus to the end of the list after a page was added, because the
 * button moves or unmounts.
 */
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
