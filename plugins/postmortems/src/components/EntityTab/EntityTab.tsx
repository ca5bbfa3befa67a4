import { stringifyEntityRef } from '@backstage/catalog-model';
import { EmptyState } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import Typography from '@material-ui/core/Typography';
import { incidentCreatePermission } from '@postmortems/backstage-plugin-postmortems-common';
import { useRef, useState } from 'react';
import { postmortemRouteRef } from '../../routes';
import { useNavigate } from '../../routing';
import { LoadError } from '../shared/errors/LoadError';
import { LoadingList } from '../shared/list/LoadingList';
import { LoadMore } from '../shared/list/LoadMore';
import { PostmortemTable } from '../shared/PostmortemTable';
import { useTranslation } from '../shared/translation/useTranslation';
import { ActionItemCounts } from './actionItems/ActionItemCounts';
import { IncidentsToReview } from './incidents/IncidentsToReview';
import { StartDialog } from './start/StartDialog';
import { TabHeader } from './TabHeader';
import { useEntityPostmortems, useIncidentsToReview } from './useEntityLists';

/** The postmortems of an entity and its incidents without one. */
export function EntityTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const navigate = useNavigate();
  const pathOf = useRouteRef(postmortemRouteRef);
  const { allowed: mayStart } = usePermission({
    permission: incidentCreatePermission,
  });
  const postmortems = useEntityPostmortems(entityRef);
  const incidents = useIncidentsToReview(entityRef);
  const lists = useRef<HTMLDivElement>(null);
  const [starting, setStarting] = useState(false);

  const open = (postmortemId: string) => navigate(pathOf({ postmortemId }));

  const retry = (list: { reload(): void }) => {
    list.reload();
    // The pressed button unmounts
    lists.current?.focus();
  };

  const hasIncidents = incidents.items.length > 0;
  const incidentList = (
    <IncidentsToReview
      incidents={incidents}
      onWritten={open}
      onRetry={() => retry(incidents)}
    />
  );

  return (
    <>
      <TabHeader
        entity={entity}
        onStart={mayStart ? () => setStarting(true) : undefined}
      />
      <ActionItemCounts entityRef={entityRef} />
      <div ref={lists} tabIndex={-1}>
        {hasIncidents && incidentList}
        <Postmortems
          pages={postmortems}
          hasIncidents={hasIncidents}
          mayStart={mayStart}
          onRetry={() => retry(postmortems)}
        />
        {!hasIncidents && incidentList}
      </div>
      {starting && (
        <StartDialog
          entity={entity}
          incidents={incidents.items}
          onWritten={open}
          onClose={({ incidentOpened }) => {
            setStarting(false);
            if (incidentOpened) incidents.reload();
          }}
        />
      )}
    </>
  );
}

function Postmortems(props: {
  pages: ReturnType<typeof useEntityPostmortems>;
  hasIncidents: boolean;
  mayStart: boolean;
  onRetry(): void;
}) {
  const { hasIncidents, mayStart, onRetry } = props;
  const { t } = useTranslation();
  const { items, loading, error, hasMore } = props.pages;
  if (loading) return <LoadingList />;
  if (error && items.length === 0) {
    return <LoadError error={error} onRetry={onRetry} />;
  }
  if (items.length === 0 && !hasMore) {
    if (!hasIncidents) {
      return (
        <EmptyState
          missing="content"
          title={t('tab.empty.title')}
          description={t(mayStart ? 'tab.empty.text' : 'tab.empty.textReader')}
        />
      );
    }
    return (
      <Typography>
        {t(
          mayStart
            ? 'tab.empty.incidentsWait'
            : 'tab.empty.incidentsWaitReader',
        )}
      </Typography>
    );
  }
  return (
    <>
      <PostmortemTable postmortems={items} label={t('common.postmortems')} />
      <LoadMore pages={props.pages} />
    </>
  );
}
