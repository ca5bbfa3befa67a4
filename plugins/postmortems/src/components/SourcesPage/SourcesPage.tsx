import { ResponseErrorPanel } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { sourceReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { useSearchParams } from '../../routing';
import { ErrorAlert } from '../shared/errors/ErrorAlert';
import { Note } from '../shared/layout/Note';
import { PageFrame } from '../shared/layout/PageFrame';
import { viewPanelProps, ViewTabs } from '../shared/layout/ViewTabs';
import { useTranslation } from '../shared/translation/useTranslation';
import { SourcesView } from './sources/SourcesView';
import { UnassignedView } from './unassigned/UnassignedView';

const VIEWS = ['sources', 'unassigned'] as const;

/** How the sources of evidence are doing, and what they brought for no incident. */
export function SourcesPage() {
  const { t } = useTranslation();
  const { allowed, loading, error } = usePermission({
    permission: sourceReadPermission,
  });
  return (
    <PageFrame title={t('sources.title')}>
      {allowed && <Views />}
      {error && <ResponseErrorPanel error={error} />}
      {!allowed && !loading && !error && (
        <Note tone="info">{t('sources.forbidden')}</Note>
      )}
    </PageFrame>
  );
}

function Views() {
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const sources = useAsyncRetry(() => api.listSources(), [api]);
  const [parameters, setParameters] = useSearchParams();
  const view = VIEWS.find(one => one === parameters.get('view')) ?? VIEWS[0];
  const names = {
    sources: t('sources.title'),
    unassigned: t('sources.unassigned'),
  };
  return (
    <>
      <ViewTabs
        views={VIEWS.map(one => ({ view: one, label: names[one] }))}
        chosen={view}
        onChange={chosen => setParameters({ view: chosen })}
      />
      <div {...viewPanelProps(view)}>
        {view === 'sources' ? (
          <SourcesView sources={sources} />
        ) : (
          <>
            <ErrorAlert title={t('sources.unread')} error={sources.error} />
            <UnassignedView
              sourceIds={sources.value?.items.map(({ id }) => id) ?? []}
            />
          </>
        )}
      </div>
    </>
  );
}
