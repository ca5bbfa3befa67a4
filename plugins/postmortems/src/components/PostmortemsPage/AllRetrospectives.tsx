import { EmptyState } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type { RetrospectiveSummary } from '@postmortems/backstage-plugin-postmortems-common';
import { FailedToLoad } from '../FailedToLoad';
import { LoadingList } from '../LoadingList';
import { LoadMore } from '../LoadMore';
import { RetrospectiveTable } from '../RetrospectiveTable';
import type { CursorPages } from '../useCursorPages';
import { useWords } from '../useWords';

/** The table of the list page, or what stands in its place. */
export function AllRetrospectives(props: {
  pages: CursorPages<RetrospectiveSummary>;
  filtered: boolean;
  onShowAll(): void;
}) {
  const { t } = useWords();
  const { items, loading, error, hasMore, reload } = props.pages;
  if (loading) return <LoadingList />;
  if (error && items.length === 0) {
    return <FailedToLoad error={error} onRetry={reload} />;
  }
  if (items.length === 0 && !hasMore) {
    return props.filtered ? (
      <EmptyState
        missing="content"
        title={t('list.empty.filteredTitle')}
        description={t('list.empty.filteredText')}
        action={
          <Button variant="outlined" onClick={props.onShowAll}>
            {t('list.empty.showAll')}
          </Button>
        }
      />
    ) : (
      <EmptyState
        missing="content"
        title={t('list.empty.pageTitle')}
        description={t('list.empty.pageText')}
      />
    );
  }
  return (
    <>
      <RetrospectiveTable retrospectives={items} label={t('list.pageTitle')} />
      <Box mt={1}>
        <Typography variant="body2" role="status">
          {t('list.shown', { count: items.length })}
        </Typography>
      </Box>
      <LoadMore pages={props.pages} />
    </>
  );
}
