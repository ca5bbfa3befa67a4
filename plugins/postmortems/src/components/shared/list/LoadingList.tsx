import { Progress } from '@backstage/core-components';
import { useTranslation } from '../translation/useTranslation';

/** Placeholder while the first page of a list is loading. */
export function LoadingList() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Progress />
    </div>
  );
}
