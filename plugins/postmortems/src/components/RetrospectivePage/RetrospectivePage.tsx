import { Progress } from '@backstage/core-components';
import { useApi, useRouteRefParams } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { retrospectiveRouteRef } from '../../routes';
import { FailedToLoad } from '../failure/FailedToLoad';
import { useWords } from '../useWords';
import { failedWith } from '../failure/failure';
import { PageFrame } from './PageFrame';
import { RetrospectiveBody } from './RetrospectiveBody';
import { useDocument } from './useDocument';

/** One postmortem: the document, its timeline, the investigation, where every sentence comes from, and how it came to be. */
export function RetrospectivePage() {
  const { retrospectiveId } = useRouteRefParams(retrospectiveRouteRef);
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { loading, error, document, onRetry } = useDocument(
    api,
    retrospectiveId,
  );
  const missing = failedWith(error, 404);
  const title = missing
    ? t('page.notFound.title')
    : document?.retrospective.title ?? t('common.postmortems');
  return (
    <PageFrame title={title}>
      {loading && <Progress />}
      {missing && <Typography>{t('page.notFound.text')}</Typography>}
      {error && !missing && <FailedToLoad error={error} onRetry={onRetry} />}
      {document && <RetrospectiveBody {...document} />}
    </PageFrame>
  );
}
