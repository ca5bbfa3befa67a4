import { ResponseErrorPanel } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import type { CursorPages } from './useCursorPages';
import { useWords } from '../useWords';

/** The end of a list that has more pages: a button for the next one, and why it could not be read. */
export function LoadMore(props: {
  pages: Pick<
    CursorPages<unknown>,
    'error' | 'hasMore' | 'loadingMore' | 'loadMore'
  >;
}) {
  const { t } = useWords();
  const { error, hasMore, loadingMore, loadMore } = props.pages;
  if (!hasMore) return null;
  return (
    <Box mt={2}>
      {error && <ResponseErrorPanel error={error} />}
      {/* Not disabled while it loads, which would take the focus away */}
      <Button
        variant="outlined"
        aria-disabled={loadingMore}
        onClick={() => !loadingMore && loadMore()}
      >
        {loadingMore ? t('common.loading') : t('common.list.loadMore')}
      </Button>
    </Box>
  );
}
