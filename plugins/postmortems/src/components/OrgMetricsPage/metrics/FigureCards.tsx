import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
  REPEAT_DAYS,
  type FollowUpDistribution,
  type Metrics,
  type Share,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../../shared/useWords';
import { counted, numberText } from '../../shared/numbers';
import { FigureCard } from './FigureCard';
import type { FigureLink } from './FigureLinks';
import type { FigurePaths } from './figurePaths';
import { IntervalBar } from './IntervalBar';
import {
  medianSample,
  medianValue,
  shareSample,
  shareValue,
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

/** The figures that lead to learning and that fit on a card. */
export function FigureCards(props: { metrics: Metrics; paths: FigurePaths }) {
  const { metrics, paths } = props;
  const { completion, repeats } = metrics;
  const { grid } = useStyles();
  const { t } = useWords();
  const severities = DUE_SEVERITIES.map(one => t(`common.severity.${one}`));
  const link = (
    words: 'published' | 'missing' | 'repeats' | 'others',
    count: number,
    to: string,
  ): FigureLink[] =>
    count > 0
      ? [
          {
            to,
            label:
              words === 'repeats'
                ? t('metrics.show.repeats', counted(count))
                : t(`metrics.show.${words}`, { number: numberText(count) }),
          },
        ]
      : [];
  const repeatsCard = (
    figure: 'repeats_within_20_days' | 'repeats_within_90_days',
    days: number,
    share: Share,
  ) => (
    <ShareCard
      name={figure}
      title={t('metrics.repeats.hits', { days: `${days}` })}
      definition={t('metrics.repeats.definition', { days: `${days}` })}
      share={share}
      what="incidents"
      links={[
        ...link(
          'repeats',
          share.hits,
          paths.incidents(figure, { part: 'hits' }),
        ),
        ...link(
          'others',
          share.of - share.hits,
          paths.incidents(figure, { part: 'misses' }),
        ),
      ]}
    />
  );
  return (
    <div className={grid}>
      <ShareCard
        name="completion"
        title={t('metrics.completion.title')}
        definition={t('metrics.completion.definition', {
          severities: severities.join(', '),
          days: `${DUE_AFTER_DAYS}`,
        })}
        share={completion}
        what="incidents"
        links={[
          ...link(
            'missing',
            completion.of - completion.hits,
            paths.incidents('completion', { part: 'misses' }),
          ),
          ...link(
            'published',
            completion.hits,
            paths.incidents('completion', { part: 'hits' }),
          ),
        ]}
      />
      <FollowUpCard
        figure="time_to_draft"
        words="timeToDraft"
        distribution={metrics.timeToDraft}
        paths={paths}
      />
      <FollowUpCard
        figure="time_to_review"
        words="timeToReview"
        distribution={metrics.timeToReview}
        paths={paths}
      />
      <ClosureCard actionItems={metrics.actionItems} paths={paths} />
      {repeatsCard('repeats_within_20_days', REPEAT_DAYS[0], repeats.within20)}
      {repeatsCard('repeats_within_90_days', REPEAT_DAYS[1], repeats.within90)}
    </div>
  );
}

function ShareCard(props: {
  name: string;
  title: string;
  definition: string;
  share: Share;
  what: Counted;
  links: FigureLink[];
}) {
  const { share, what, ...card } = props;
  const { t } = useWords();
  return (
    <FigureCard {...card} value={shareValue(share, t)}>
      {share.enough && <IntervalBar share={share} />}
      <Typography variant="body2">{shareSample(share, what, t)}</Typography>
    </FigureCard>
  );
}

function FollowUpCard(props: {
  figure: 'time_to_draft' | 'time_to_review';
  words: 'timeToDraft' | 'timeToReview';
  distribution: FollowUpDistribution;
  paths: FigurePaths;
}) {
  const { figure, words, distribution, paths } = props;
  const { n, earlier } = distribution;
  const { t } = useWords();
  return (
    <FigureCard
      name={figure}
      title={t(`metrics.${words}.title`)}
      value={medianValue(distribution, t)}
      definition={t(`metrics.${words}.definition`)}
      links={
        n > 0
          ? [
              {
                to: paths.incidents(figure, { order: 'longest' }),
                label: t('metrics.show.all', counted(n)),
              },
            ]
          : []
      }
    >
      {[
        ...medianSample(distribution, t),
        ...(earlier > 0
          ? [t(`metrics.${words}.earlier`, counted(earlier))]
          : []),
      ].map(line => (
        <Typography key={line} variant="body2">
          {line}
        </Typography>
      ))}
    </FigureCard>
  );
}

function ClosureCard(props: {
  actionItems: Metrics['actionItems'];
  paths: FigurePaths;
}) {
  const { actionItems, paths } = props;
  const { t } = useWords();
  return (
    <ShareCard
      name="closure"
      title={t('metrics.closure.title')}
      definition={t('metrics.closure.definition')}
      share={actionItems.closure}
      what="actionItems"
      links={(['overdue', 'open', 'closed', 'proposed', 'dropped'] as const)
        .filter(status => actionItems[status] > 0)
        .map(status => ({
          to: paths.actionItems(status),
          label: t(`metrics.show.${status}`, {
            number: numberText(actionItems[status]),
          }),
        }))}
    />
  );
}
