import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import GetAppIcon from '@material-ui/icons/GetApp';
import Skeleton from '@material-ui/lab/Skeleton';
import { FailedToLoad } from '../../shared/failure/FailedToLoad';
import { Note } from '../../shared/Note';
import { useWords } from '../../shared/useWords';
import { datesOf, isNarrowed, type PageAddress } from '../address';
import { downloadCsv } from '../csv/csv';
import { figureRows } from '../csv/figureRows';
import { ListHead } from '../lists/ListHead';
import { EmptyList } from '../lists/EmptyList';
import { counted } from '../../shared/numbers';
import { Stale } from '../Stale';
import type { FilteredMetrics, MetricsState } from '../useMetrics';
import { CoveragePanel } from './CoveragePanel';
import { FigureCards } from './FigureCards';
import { figurePaths } from './figurePaths';
import { GroupsPanel } from './GroupsPanel';
import { ResolvePanel } from './ResolvePanel';
import { ThemesPanel } from './ThemesPanel';

const CARDS = 6;

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

/** What the organisation learns from its incidents. */
export function LearningFigures(props: {
  address: PageAddress;
  metrics: MetricsState;
}) {
  const { address, metrics } = props;
  const { value, stale, error, retry } = metrics;
  const classes = useStyles();
  const { t } = useWords();
  if (error) return <FailedToLoad error={error} onRetry={retry} />;
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
    <Stale stale={stale}>
      <FiguresHead value={value} />
      {!value.metrics.complete && (
        <Note tone="warning" role="status">
          {t('metrics.learning.incomplete')}
        </Note>
      )}
      {value.metrics.incidents === 0 ? (
        <NoIncidents address={address} />
      ) : (
        <AllFigures address={address} value={value} />
      )}
    </Stale>
  );
}

function FiguresHead(props: { value: FilteredMetrics }) {
  const { metrics } = props.value;
  const { t } = useWords();
  const dates = datesOf(metrics);
  return (
    <ListHead title={t('metrics.learning.title', counted(metrics.incidents))}>
      {metrics.incidents > 0 && (
        <Button
          size="small"
          startIcon={<GetAppIcon />}
          onClick={() =>
            downloadCsv(
              `postmortem-figures-${dates.from}-to-${dates.to}.csv`,
              figureRows(metrics, t),
            )
          }
        >
          {t('metrics.csv.figures')}
        </Button>
      )}
    </ListHead>
  );
}

function NoIncidents(props: { address: PageAddress }) {
  const { address } = props;
  const { t } = useWords();
  const narrowed = isNarrowed(address.filters);
  return (
    <EmptyList
      title={t(narrowed ? 'metrics.empty.narrowed' : 'metrics.empty.period')}
      text={t(
        narrowed ? 'metrics.empty.narrowedText' : 'metrics.empty.periodText',
      )}
      address={address}
    />
  );
}

function AllFigures(props: { address: PageAddress; value: FilteredMetrics }) {
  const { address, value } = props;
  const { metrics } = value;
  const classes = useStyles();
  const { t } = useWords();
  const paths = figurePaths(address, value);
  return (
    <>
      <Typography variant="body2" paragraph>
        {t('metrics.learning.period', {
          ...datesOf(metrics),
          ...counted(metrics.postmortems),
        })}
      </Typography>
      <FigureCards metrics={metrics} paths={paths} />
      <CoveragePanel metrics={metrics} paths={paths} />
      <div className={classes.panels}>
        <ThemesPanel metrics={metrics} paths={paths} />
        <GroupsPanel metrics={metrics} paths={paths} />
      </div>
      <Typography
        variant="h5"
        component="h2"
        className={classes.second}
        gutterBottom
      >
        {t('metrics.learning.secondary')}
      </Typography>
      <ResolvePanel metrics={metrics} paths={paths} />
    </>
  );
}
