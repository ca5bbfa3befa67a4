import { Progress } from '@backstage/core-components';
import { useRouteRefParams } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { postmortemRouteRef } from '../../routes';
import { hasStatus } from '../shared/errors/describeError';
import { LoadError } from '../shared/errors/LoadError';
import { useTranslation } from '../shared/translation/useTranslation';
import { PageFrame } from '../shared/layout/PageFrame';
import { PostmortemBody } from './PostmortemBody';
import { usePostmortem } from './state/usePostmortem';

/** One postmortem with its timeline, investigation, provenance, history and activity. */
export function PostmortemPage() {
  const { postmortemId } = useRouteRefParams(postmortemRouteRef);
  const { t } = useTranslation();
  const { loading, error, loaded, onRetry } = usePostmortem(postmortemId);
  const missing = hasStatus(error, 404);
  const title = missing
    ? t('page.notFound.title')
    : loaded?.postmortem.title ?? t('common.postmortems');
  return (
    <PageFrame title={title}>
      {loading && <Progress />}
      {missing && <Typography>{t('page.notFound.text')}</Typography>}
      {error && !missing && <LoadError error={error} onRetry={onRetry} />}
      {loaded && <PostmortemBody {...loaded} />}
    </PageFrame>
  );
}
