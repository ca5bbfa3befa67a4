import type { SourceStatus } from '@postmortems/backstage-plugin-postmortems-common';
import { formatDuration } from '../../shared/format/duration';
import { formatNumber } from '../../shared/format/numbers';
import { UtcTime } from '../../shared/format/UtcTime';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import {
  useTranslation,
  type TFunction,
} from '../../shared/translation/useTranslation';

/** What is known of how a source is doing. */
export function SourceFacts(props: { source: SourceStatus }) {
  const { source } = props;
  const { lastSuccess, lastFailure, hung, lag } = source;
  const { nextPollAt, nextCollectionAt } = source;
  const { t } = useTranslation();
  return (
    <DescriptionList
      entries={[
        [t('sources.facts.ways'), waysOf(source, t)],
        [
          t('sources.facts.lastSuccess'),
          lastSuccess ? (
            <>
              <UtcTime at={lastSuccess.at} /> (
              {t(`sources.activity.${lastSuccess.activity}`)})
            </>
          ) : (
            t('sources.facts.never')
          ),
        ],
        [
          t('sources.facts.lastFailure'),
          lastFailure && (
            <>
              <UtcTime at={lastFailure.at} /> (
              {t(`sources.activity.${lastFailure.activity}`)}):{' '}
              {lastFailure.message || t('sources.facts.noMessage')}
            </>
          ),
        ],
        [
          t('sources.facts.hung'),
          hung && (
            <>
              {t('sources.facts.since')} <UtcTime at={hung.since} /> (
              {t(`sources.activity.${hung.activity}`)}).{' '}
              {t('sources.facts.hungText')}
            </>
          ),
        ],
        [t('sources.facts.deliveries'), <Deliveries source={source} />],
        [
          t('sources.facts.lag'),
          lag &&
            t('sources.lag.value', {
              median: formatLag(lag.medianMs, t),
              p95: formatLag(lag.p95Ms, t),
            }),
        ],
        [
          t('sources.facts.evidence', { days: `${source.evidence.days}` }),
          t('sources.evidence.counts', {
            taken: formatNumber(source.evidence.taken),
            known: formatNumber(source.evidence.known),
            refused: formatNumber(source.evidence.refused),
          }),
        ],
        [
          t('sources.facts.refused'),
          source.evidence.refusals
            .map(({ reason, nodes }) =>
              t('sources.evidence.reason', {
                reason,
                number: formatNumber(nodes),
              }),
            )
            .join('; '),
        ],
        [
          t('sources.facts.nextPoll'),
          nextPollAt && <UtcTime at={nextPollAt} />,
        ],
        [
          t('sources.facts.nextCollection'),
          nextCollectionAt && <UtcTime at={nextCollectionAt} />,
        ],
      ]}
    />
  );
}

function Deliveries({ source }: { source: SourceStatus }) {
  const { t } = useTranslation();
  const { waiting, failed, oldestWaitingAt } = source.deliveries;
  return (
    <>
      {t('sources.deliveries.open', {
        waiting: formatNumber(waiting),
        failed: formatNumber(failed),
      })}
      {oldestWaitingAt && (
        <>
          {', '}
          {t('sources.deliveries.oldest')} <UtcTime at={oldestWaitingAt} />
        </>
      )}
    </>
  );
}

function waysOf(source: SourceStatus, t: TFunction): string {
  return [
    ...(source.webhook ? [t('sources.facts.webhook')] : []),
    ...(source.collects ? [t('sources.facts.collects')] : []),
    ...source.uploads,
  ].join(', ');
}

function formatLag(ms: number, t: TFunction): string {
  return ms < 1000
    ? t('sources.lag.milliseconds', { number: `${ms}` })
    : formatDuration(ms, t);
}
