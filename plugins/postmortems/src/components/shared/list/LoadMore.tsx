import { ResponseErrorPanel } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import type { CursorPages } from './useCursorPages';
import { useTranslation } from '../translation/useTranslation';

/**
 * The button for the next page of a list, and the error if that page failed.
 */
export function LoadMore(props: {
  pages: Pick<
    CursorPages<unknown>,
    'error' | 'hasMore' | 'loadingMore' | 'loadMore'
  >;
}) {
  const { t } = useTranslation();
  const { error, hasMore, loadingMore, loadMore } = props.pages;
  if (!hasMore) return null;
  return (
    <Box mt={2}>
      {error && <ResponseErrorPanel error={error} />}
      {/* A disabled button would lose the focus */}
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
