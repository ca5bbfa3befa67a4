import { Progress } from '@backstage/core-components';
import { useApi, useRouteRefParams } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { postmortemRouteRef } from '../../routes';
import { FailedToLoad } from '../shared/failure/FailedToLoad';
import { useWords } from '../shared/useWords';
import { failedWith } from '../shared/failure/failure';
import { PageFrame } from './PageFrame';
import { PostmortemBody } from './PostmortemBody';
import { useDocument } from './useDocument';

/** One postmortem: the document, its timeline, the investigation, where every sentence comes from, and how it came to be. */
export function PostmortemPage() {
  const { postmortemId } = useRouteRefParams(postmortemRouteRef);
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { loading, error, document, onRetry } = useDocument(api, postmortemId);
  const missing = failedWith(error, 404);
  const title = missing
    ? t('page.notFound.title')
    : document?.postmortem.title ?? t('common.postmortems');
  return (
    <PageFrame title={title}>
      {loading && <Progress />}
      {missing && <Typography>{t('page.notFound.text')}</Typography>}
      {error && !missing && <FailedToLoad error={error} onRetry={onRetry} />}
      {document && <PostmortemBody {...document} />}
    </PageFrame>
  );
}
