import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
  REPEAT_DAYS,
  type AfterResolutionDistribution,
  type OrgMetric,
  type OrgMetrics,
  type Proportion,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { countParams, formatNumber } from '../../shared/format/numbers';
import { MetricCard } from './MetricCard';
import type { MetricLink } from './MetricLinks';
import type { MetricPaths } from './metricPaths';
import { IntervalBar } from './IntervalBar';
import {
  medianSample,
  medianValue,
  percentValue,
  proportionSample,
  type Counted,
} from './samples';

const useStyles = makeStyles((theme: Theme) => ({
  grid: {
    display: 'grid',
    gap: theme.spacing(2),
    // At most three beside each other
    gridTemplateColumns:
      'repeat(auto-fill, minmax(min(100%, max(230px, 30%)), 1fr))',
    marginBottom: theme.spacing(2),
  },
}));

/** The metrics that fit on a card. */
export function MetricCards(props: {
  metrics: OrgMetrics;
  paths: MetricPaths;
}) {
  const { metrics, paths } = props;
  const { completion, confirmedCause, repeats } = metrics;
  const { grid } = useStyles();
  const { t } = useTranslation();
  const severities = DUE_SEVERITIES.map(one => t(`common.severity.${one}`));
  const partLinks = (
    metric: OrgMetric,
    { numerator, denominator }: Proportion,
    parts: ['numerator' | 'rest', (count: number) => string][],
  ): MetricLink[] =>
    parts.flatMap(([part, labelOf]) => {
      const count = part === 'numerator' ? numerator : denominator - numerator;
      return count > 0
        ? [{ to: paths.incidents(metric, { part }), label: labelOf(count) }]
        : [];
    });
  const show =
    (
      message: 'published' | 'missing' | 'confirmed' | 'unconfirmed' | 'others',
    ) =>
    (count: number) =>
      t(`orgMetrics.show.${message}`, { number: formatNumber(count) });
  const repeatsCard = (
    metric: 'repeats_within_20_days' | 'repeats_within_90_days',
    days: number,
    proportion: Proportion,
  ) => (
    <ProportionCard
      name={metric}
      title={t('orgMetrics.repeats.numerator', { days: `${days}` })}
      definition={t('orgMetrics.repeats.definition', { days: `${days}` })}
      proportion={proportion}
      what="incidents"
      note={
        repeats.notComparable > 0
          ? t(
              'orgMetrics.repeats.notComparable',
              countParams(repeats.notComparable),
            )
          : undefined
      }
      links={partLinks(metric, proportion, [
        [
          'numerator',
          count => t('orgMetrics.show.repeats', countParams(count)),
        ],
        ['rest', show('others')],
      ])}
    />
  );
  return (
    <div className={grid}>
      <ProportionCard
        name="completion"
        title={t('orgMetrics.completion.title')}
        definition={t('orgMetrics.completion.definition', {
          severities: severities.join(', '),
          days: `${DUE_AFTER_DAYS}`,
        })}
        proportion={completion}
        what="incidents"
        links={partLinks('completion', completion, [
          ['rest', show('missing')],
          ['numerator', show('published')],
        ])}
      />
      <ProportionCard
        name="confirmed_cause"
        title={t('orgMetrics.confirmedCause.title')}
        definition={t('orgMetrics.confirmedCause.definition')}
        proportion={confirmedCause}
        what="postmortems"
        links={partLinks('confirmed_cause', confirmedCause, [
          ['rest', show('unconfirmed')],
          ['numerator', show('confirmed')],
        ])}
      />
      <AfterResolutionCard
        metric="time_to_draft"
        messages="timeToDraft"
        distribution={metrics.timeToDraft}
        paths={paths}
      />
      <AfterResolutionCard
        metric="time_to_review"
        messages="timeToReview"
        distribution={metrics.timeToReview}
        paths={paths}
      />
      <ClosureCard actionItems={metrics.actionItems} paths={paths} />
      {repeatsCard('repeats_within_20_days', REPEAT_DAYS[0], repeats.within20)}
      {repeatsCard('repeats_within_90_days', REPEAT_DAYS[1], repeats.within90)}
    </div>
  );
}

function ProportionCard(props: {
  name: string;
  title: string;
  definition: string;
  proportion: Proportion;
  what: Counted;
  /** What the sample leaves out. */
  note?: string;
  links: MetricLink[];
}) {
  const { proportion, what, note, ...card } = props;
  const { t } = useTranslation();
  return (
    <MetricCard {...card} value={percentValue(proportion, t)}>
      {proportion.isSampleLargeEnough && (
        <IntervalBar proportion={proportion} />
      )}
      <Typography variant="body2">
        {proportionSample(proportion, what, t)}
      </Typography>
      {note && <Typography variant="body2">{note}</Typography>}
    </MetricCard>
  );
}

function AfterResolutionCard(props: {
  metric: 'time_to_draft' | 'time_to_review';
  messages: 'timeToDraft' | 'timeToReview';
  distribution: AfterResolutionDistribution;
  paths: MetricPaths;
}) {
  const { metric, messages, distribution, paths } = props;
  const { n, beforeResolution } = distribution;
  const { t } = useTranslation();
  return (
    <MetricCard
      name={metric}
      title={t(`orgMetrics.${messages}.title`)}
      value={medianValue(distribution, t)}
      definition={t(`orgMetrics.${messages}.definition`)}
      links={
        n > 0
          ? [
              {
                to: paths.incidents(metric, { order: 'longest' }),
                label: t('orgMetrics.show.all', countParams(n)),
              },
            ]
          : []
      }
    >
      {[
        ...medianSample(distribution, t),
        ...(beforeResolution > 0
          ? [t(`orgMetrics.${messages}.earlier`, countParams(beforeResolution))]
          : []),
      ].map(line => (
        <Typography key={line} variant="body2">
          {line}
        </Typography>
      ))}
    </MetricCard>
  );
}

function ClosureCard(props: {
  actionItems: OrgMetrics['actionItems'];
  paths: MetricPaths;
}) {
  const { actionItems, paths } = props;
  const { t } = useTranslation();
  return (
    <ProportionCard
      name="closure"
      title={t('orgMetrics.closure.title')}
      definition={t('orgMetrics.closure.definition')}
      proportion={actionItems.closure}
      what="actionItems"
      links={(['overdue', 'open', 'closed', 'proposed', 'dropped'] as const)
        .filter(status => actionItems[status] > 0)
        .map(status => ({
          to: paths.actionItems(status),
          label: t(`orgMetrics.show.${status}`, {
            number: formatNumber(actionItems[status]),
          }),
        }))}
    />
  );
}
