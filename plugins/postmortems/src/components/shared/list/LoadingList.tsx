import { Progress } from '@backstage/core-components';
import { useWords } from '../useWords';

/** Stands where a list will be while its first page is on the way. */
export function LoadingList() {
  const { t } = useWords();
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Progress />
    </div>
  );
}
