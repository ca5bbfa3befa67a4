import { makeStyles, Theme } from '@material-ui/core/styles';
import type {
  Distribution,
  Metrics,
  Share,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../../useWords';
import type { ListFilters } from '../useListFilters';
import { FigureCard } from './FigureCard';
import { medianValue, minutesText, percent, shareValue } from './words';

const useStyles = makeStyles((theme: Theme) => ({
  grid: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 260px), 1fr))',
    marginBottom: theme.spacing(3),
  },
}));

/** The figures that lead to learning. */
export function Figures(props: {
  metrics: Metrics;
  onDrillDown(change: Partial<ListFilters>): void;
}) {
  const { metrics, onDrillDown } = props;
  const { actionItems, coverage, repeats } = metrics;
  const classes = useStyles();
  const { t } = useWords();
  const sampleOf = ({ hits, of, low, high, enough }: Share) =>
    enough
      ? t('metrics.shareSample', {
          hits: `${hits}`,
          of: `${of}`,
          low: percent(low),
          high: percent(high),
        })
      : t('metrics.smallSample', { hits: `${hits}`, of: `${of}` });
  const spreadOf = ({ n, p25, p75, enough }: Distribution) =>
    enough && p25 !== null && p75 !== null
      ? t('metrics.spreadSample', {
          n: `${n}`,
          low: minutesText(p25),
          high: minutesText(p75),
        })
      : t('metrics.countSample', { n: `${n}` });
  const drill = (only: ListFilters['only']) => ({
    label: t('metrics.show'),
    onClick: () => onDrillDown({ only }),
  });
  return (
    <div className={classes.grid}>
      <FigureCard
        title={t('metrics.completion.title')}
        value={shareValue(metrics.completion)}
        sample={sampleOf(metrics.completion)}
        definition={t('metrics.completion.definition')}
        drillDown={drill('unpublished')}
      />
      <FigureCard
        title={t('metrics.timeToDraft.title')}
        value={medianValue(metrics.timeToDraft)}
        sample={spreadOf(metrics.timeToDraft)}
        definition={t('metrics.timeToDraft.definition')}
      />
      <FigureCard
        title={t('metrics.timeToReview.title')}
        value={medianValue(metrics.timeToReview)}
        sample={spreadOf(metrics.timeToReview)}
        definition={t('metrics.timeToReview.definition')}
      />
      <FigureCard
        title={t('metrics.closure.title')}
        value={shareValue(actionItems.closure)}
        sample={sampleOf(actionItems.closure)}
        definition={t('metrics.closure.definition', {
          open: `${actionItems.open}`,
          overdue: `${actionItems.overdue}`,
        })}
        drillDown={drill('open_items')}
      />
      <FigureCard
        title={t('metrics.repeats20.title')}
        value={shareValue(repeats.within20)}
        sample={sampleOf(repeats.within20)}
        definition={t('metrics.repeats20.definition')}
      />
      <FigureCard
        title={t('metrics.repeats90.title')}
        value={shareValue(repeats.within90)}
        sample={sampleOf(repeats.within90)}
        definition={t('metrics.repeats90.definition')}
      />
      <FigureCard
        title={t('metrics.coverage.title')}
        value={shareValue(coverage.supported)}
        sample={sampleOf(coverage.supported)}
        definition={t('metrics.coverage.definition')}
        drillDown={drill('doubtful')}
      />
      <FigureCard
        title={t('metrics.timeToResolve.title')}
        value={medianValue(metrics.timeToResolve)}
        sample={spreadOf(metrics.timeToResolve)}
        definition={t('metrics.timeToResolve.definition')}
      />
    </div>
  );
}
