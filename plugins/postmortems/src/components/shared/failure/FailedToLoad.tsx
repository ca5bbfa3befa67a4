import { ResponseErrorPanel } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { useWords } from '../useWords';

/** Something that could not be read at all, and a way to try again. The focus waits on what it stands in. */
export function FailedToLoad(props: { error: Error; onRetry(): void }) {
  const { error, onRetry } = props;
  const { t } = useWords();
  return (
    <>
      <ResponseErrorPanel error={error} />
      <Box mt={2}>
        <Button
          variant="outlined"
          onClick={({ currentTarget }) => {
            // The button goes, and must not take the focus with it
            currentTarget.closest<HTMLElement>('[tabindex="-1"]')?.focus();
            onRetry();
          }}
        >
          {t('common.retry')}
        </Button>
      </Box>
    </>
  );
}
