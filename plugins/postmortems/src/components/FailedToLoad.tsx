import { ResponseErrorPanel } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { useWords } from './useWords';

/** A list that could not be read at all, and a way to try again. */
export function FailedToLoad(props: { error: Error; onRetry(): void }) {
  const { t } = useWords();
  return (
    <>
      <ResponseErrorPanel error={props.error} />
      <Box mt={2}>
        <Button variant="outlined" onClick={props.onRetry}>
          {t('list.retry')}
        </Button>
      </Box>
    </>
  );
}
