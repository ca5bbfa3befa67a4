import { ResponseErrorPanel } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { useTranslation } from '../translation/useTranslation';

/**
 * An error in place of content that could not be loaded, with a button that
 * tries again.
 */
export function LoadError(props: { error: Error; onRetry(): void }) {
  const { error, onRetry } = props;
  const { t } = useTranslation();
  return (
    <>
      <ResponseErrorPanel error={error} />
      <Box mt={2}>
        <Button
          variant="outlined"
          onClick={({ currentTarget }) => {
            // The button unmounts; keep the focus on the container
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
