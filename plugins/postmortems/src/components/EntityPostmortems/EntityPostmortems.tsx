import { stringifyEntityRef } from '@backstage/catalog-model';
import { EmptyState } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { useState } from 'react';
import { retrospectiveRouteRef } from '../../routes';
import { useNavigate } from '../../routing';
import { FailedToLoad } from '../FailedToLoad';
import { LoadingList } from '../LoadingList';
import { LoadMore } from '../LoadMore';
import { RetrospectiveTable } from '../RetrospectiveTable';
import { useWords } from '../useWords';
import { affectedServices } from './affectedServices';
import { IncidentsToReview } from './IncidentsToReview';
import { StartDialog } from './StartDialog';
import { StartFromTemplate } from './StartFromTemplate';
import {
  useEntityRetrospectives,
  useIncidentsToReview,
} from './useEntityLists';

const useStyles = makeStyles((theme: Theme) => ({
  header: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    marginBottom: theme.spacing(2),
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** The postmortems of the entity whose page this is, and a way to start one. */
export function EntityPostmortems() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const classes = useStyles();
  const { t } = useWords();
  const navigate = useNavigate();
  const pathOf = useRouteRef(retrospectiveRouteRef);
  const retrospectives = useEntityRetrospectives(entityRef);
  const incidents = useIncidentsToReview(entityRef);
  const [starting, setStarting] = useState(false);
  const services = affectedServices(entity);

  const open = (retrospectiveId: string) =>
    navigate(pathOf({ retrospectiveId }));
  const name = entity.metadata.title ?? entity.metadata.name;

  return (
    <>
      <div className={classes.header}>
        <Typography variant="h5" component="h2">
          {t('list.tabTitle')}
        </Typography>
        <div className={classes.buttons}>
          {services.length > 0 && <StartFromTemplate service={services[0]} />}
          <Button
            variant="contained"
            color="primary"
            aria-label={t('list.start.buttonLabel', { entity: name })}
            onClick={() => setStarting(true)}
          >
            {t('list.start.button')}
          </Button>
        </div>
      </div>
      <Retrospectives
        pages={retrospectives}
        incidentsWait={incidents.items.length > 0}
      />
      <IncidentsToReview incidents={incidents} onWritten={open} />
      {starting && (
        <StartDialog
          services={services}
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

function Retrospectives(props: {
  pages: ReturnType<typeof useEntityRetrospectives>;
  incidentsWait: boolean;
}) {
  const { t } = useWords();
  const { items, loading, error, hasMore, reload } = props.pages;
  if (loading) return <LoadingList />;
  if (error && items.length === 0) {
    return <FailedToLoad error={error} onRetry={reload} />;
  }
  if (items.length === 0 && !hasMore) {
    return props.incidentsWait ? (
      <Typography>{t('list.empty.incidentsWait')}</Typography>
    ) : (
      <EmptyState
        missing="content"
        title={t('list.empty.tabTitle')}
        description={t('list.empty.tabText')}
      />
    );
  }
  return (
    <Box>
      <RetrospectiveTable retrospectives={items} label={t('list.tabTitle')} />
      <LoadMore pages={props.pages} />
    </Box>
  );
}
