import {
  Content,
  Header,
  HeaderTabs,
  Page,
  Progress,
} from '@backstage/core-components';
import { useApi, useRouteRefParams } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import type { Retrospective } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { retrospectiveRouteRef } from '../../routes';
import { FailedToLoad } from '../FailedToLoad';
import { useWords } from '../useWords';
import { RetrospectiveBody } from './RetrospectiveBody';
import { usePageState, VIEWS } from './usePageState';

/** One postmortem: the document, its timeline, the investigation, and where every sentence comes from. */
export function RetrospectivePage() {
  const { retrospectiveId } = useRouteRefParams(retrospectiveRouteRef);
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const [state, change] = usePageState();
  const [written, setWritten] = useState<Retrospective>();
  useEffect(() => setWritten(undefined), [retrospectiveId]);
  const { loading, error, value, retry } = useAsyncRetry(async () => {
    const retrospective = await api.getRetrospective(retrospectiveId);
    return {
      retrospective,
      incident: await api.getIncident(retrospective.incidentKey),
    };
  }, [api, retrospectiveId]);
  const retrospective = written ?? value?.retrospective;
  return (
    <Page themeId="tool">
      <Header
        title={retrospective?.title ?? t('list.pageTitle')}
        pageTitleOverride={retrospective?.title ?? t('list.pageTitle')}
        type={t('page.allPostmortems')}
        typeLink="/postmortems"
      />
      <HeaderTabs
        tabs={VIEWS.map(view => ({
          id: view,
          label: t(`page.views.${view}`),
        }))}
        selectedIndex={VIEWS.indexOf(state.view)}
        onChange={index => change({ view: VIEWS[index] })}
      />
      <Content>
        {loading && <Progress />}
        {error && <FailedToLoad error={error} onRetry={retry} />}
        {value && retrospective && (
          <RetrospectiveBody
            retrospective={retrospective}
            incident={value.incident}
            state={state}
            onChange={change}
            onWritten={setWritten}
          />
        )}
      </Content>
    </Page>
  );
}
