import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import GetAppIcon from '@material-ui/icons/GetApp';
import { lazy, Suspense } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { FailedToLoad } from '../../FailedToLoad';
import { useWords } from '../../useWords';
import { toQuery, type ListFilters } from '../useListFilters';
import { downloadCsv } from './csv';
import { DataTable } from './DataTable';
import { figureRows } from './figureRows';
import { Figures } from './Figures';

// Brings a chart library, which the figures do not wait for
const ThemesChart = lazy(() =>
  import('./ThemesChart').then(m => ({ default: m.ThemesChart })),
);

const useStyles = makeStyles((theme: Theme) => ({
  columns: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    marginBottom: theme.spacing(3),
  },
  panel: { padding: theme.spacing(2), minWidth: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
}));

/** What the organisation learns from its incidents. */
export function MetricsOverview(props: {
  filters: ListFilters;
  onDrillDown(change: Partial<ListFilters>): void;
}) {
  const { filters, onDrillDown } = props;
  const { period, entity, severity, tier } = filters;
  const classes = useStyles();
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { value, error, loading, retry } = useAsyncRetry(
    () => api.getMetrics(toQuery(filters)),
    [api, period, entity, severity, tier],
  );
  if (error) return <FailedToLoad error={error} onRetry={retry} />;
  if (!value) return loading ? <Progress /> : null;
  const { byOwner } = value.actionItems;
  return (
    <>
      <div className={classes.head}>
        <Typography variant="h5" component="h2">
          {t('metrics.title', { count: value.incidents })}
        </Typography>
        <Button
          size="small"
          startIcon={<GetAppIcon />}
          onClick={() =>
            downloadCsv('postmortem-figures.csv', figureRows(value))
          }
        >
          {t('metrics.csv')}
        </Button>
      </div>
      <Figures metrics={value} onDrillDown={onDrillDown} />
      <div className={classes.columns}>
        <Paper variant="outlined" className={classes.panel} component="section">
          <Typography variant="subtitle2" component="h3">
            {t('metrics.themes.title')}
          </Typography>
          <Typography variant="caption" component="p">
            {t('metrics.themes.definition')}
          </Typography>
          {value.themes.length === 0 ? (
            <Typography>{t('metrics.themes.none')}</Typography>
          ) : (
            <Suspense fallback={<Progress />}>
              <ThemesChart themes={value.themes} onDrillDown={onDrillDown} />
            </Suspense>
          )}
        </Paper>
        <Paper variant="outlined" className={classes.panel} component="section">
          <Typography variant="subtitle2" component="h3">
            {t('metrics.owners.title')}
          </Typography>
          {byOwner.length === 0 ? (
            <Typography>{t('metrics.owners.none')}</Typography>
          ) : (
            <DataTable
              label={t('metrics.owners.title')}
              columns={[
                t('page.actionItem.owner'),
                t('metrics.owners.open'),
                t('metrics.owners.overdue'),
                t('metrics.owners.closed'),
              ]}
              rows={byOwner.map(({ owner, open, overdue, closed }) => ({
                key: owner,
                cells: [
                  owner ? (
                    <EntityRefLink key="owner" entityRef={owner} />
                  ) : (
                    t('page.actionItem.noOwner')
                  ),
                  open,
                  overdue,
                  closed,
                ],
              }))}
            />
          )}
        </Paper>
      </div>
    </>
  );
}
