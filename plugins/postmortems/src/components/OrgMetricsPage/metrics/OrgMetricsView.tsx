import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import GetAppIcon from '@material-ui/icons/GetApp';
import Skeleton from '@material-ui/lab/Skeleton';
import { LoadError } from '../../shared/errors/LoadError';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  datesOf,
  hasFilters,
  type PageAddress,
} from '../../shared/orgMetricsAddress';
import { downloadCsv } from '../csv/csv';
import { metricRows } from '../csv/metricRows';
import { ListHeader } from '../lists/ListHeader';
import { EmptyList } from '../lists/EmptyList';
import { countParams } from '../../shared/format/numbers';
import { UpdatingOverlay } from '../../shared/list/UpdatingOverlay';
import type { FilteredOrgMetrics, OrgMetricsState } from '../useOrgMetrics';
import { CoveragePanel } from './CoveragePanel';
import { MetricCards } from './MetricCards';
import { metricPaths } from './metricPaths';
import { GroupsPanel } from './GroupsPanel';
import { ResolvePanel } from './ResolvePanel';
import { CategoriesPanel } from './CategoriesPanel';

const CARDS = 7;

const useStyles = makeStyles((theme: Theme) => ({
  panels: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 440px), 1fr))',
    marginTop: theme.spacing(2),
  },
  second: { marginTop: theme.spacing(4) },
  skeletons: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns:
      'repeat(auto-fill, minmax(min(100%, max(230px, 30%)), 1fr))',
  },
}));

/** The org metrics, with their loading, error and empty states. */
export function OrgMetricsView(props: {
  address: PageAddress;
  metrics: OrgMetricsState;
}) {
  const { address, metrics } = props;
  const { value, updating, error, retry } = metrics;
  const classes = useStyles();
  const { t } = useTranslation();
  if (error) return <LoadError error={error} onRetry={retry} />;
  if (!value) {
    return (
      <div
        role="status"
        aria-label={t('common.loading')}
        className={classes.skeletons}
      >
        {Array.from({ length: CARDS }, (_, index) => (
          <Skeleton key={index} variant="rect" animation={false} height={220} />
        ))}
      </div>
    );
  }
  return (
    <UpdatingOverlay updating={updating}>
      <MetricsHeader value={value} />
      {value.metrics.incidents === 0 ? (
        <NoIncidents address={address} />
      ) : (
        <AllMetrics address={address} value={value} />
      )}
    </UpdatingOverlay>
  );
}

function MetricsHeader(props: { value: FilteredOrgMetrics }) {
  const { metrics } = props.value;
  const { t } = useTranslation();
  const dates = datesOf(metrics);
  return (
    <ListHeader
      title={t('orgMetrics.metrics.title', countParams(metrics.incidents))}
    >
      {metrics.incidents > 0 && (
        <Button
          size="small"
          startIcon={<GetAppIcon />}
          onClick={() =>
            downloadCsv(
              `postmortem-metrics-${dates.from}-to-${dates.to}.csv`,
              metricRows(metrics, t),
            )
          }
        >
          {t('orgMetrics.csv.metrics')}
        </Button>
      )}
    </ListHeader>
  );
}

function NoIncidents(props: { address: PageAddress }) {
  const { address } = props;
  const { t } = useTranslation();
  const narrowed = hasFilters(address.filters);
  return (
    <EmptyList
      title={t(
        narrowed ? 'orgMetrics.empty.narrowed' : 'orgMetrics.empty.period',
      )}
      text={t(
        narrowed
          ? 'orgMetrics.empty.narrowedText'
          : 'orgMetrics.empty.periodText',
      )}
      address={address}
    />
  );
}

function AllMetrics(props: {
  address: PageAddress;
  value: FilteredOrgMetrics;
}) {
  const { address, value } = props;
  const { metrics } = value;
  const classes = useStyles();
  const { t } = useTranslation();
  const paths = metricPaths(address, value);
  return (
    <>
      <Typography variant="body2" paragraph>
        {t('orgMetrics.metrics.period', {
          ...datesOf(metrics),
          ...countParams(metrics.postmortems),
        })}
      </Typography>
      <MetricCards metrics={metrics} paths={paths} />
      <CoveragePanel metrics={metrics} paths={paths} />
      <div className={classes.panels}>
        <CategoriesPanel metrics={metrics} paths={paths} />
        <GroupsPanel metrics={metrics} paths={paths} />
      </div>
      <Typography
        variant="h5"
        component="h2"
        className={classes.second}
        gutterBottom
      >
        {t('orgMetrics.metrics.secondary')}
      </Typography>
      <ResolvePanel metrics={metrics} paths={paths} />
    </>
  );
}
