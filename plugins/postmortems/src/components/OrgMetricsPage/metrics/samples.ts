import {
  MIN_SAMPLE_SIZE,
  MIN_SAMPLE_SIZE_FOR_MEDIAN,
  type Distribution,
  type Proportion,
} from '@postmortems/backstage-plugin-postmortems-common';
import { formatMinutes } from '../../shared/format/duration';
import type { TFunction } from '../../shared/translation/useTranslation';
import {
  countParams,
  formatNumber,
  formatPercent,
  roundPercent,
} from '../../shared/format/numbers';

/** A proportion in percent; `undefined` when the sample is too small. */
export function percentValue(
  { ratio, isSampleLargeEnough }: Proportion,
  t: TFunction,
): string | undefined {
  return isSampleLargeEnough ? formatPercent(ratio, t) : undefined;
}

/** What a proportion is counted over. */
export type Counted = 'incidents' | 'postmortems' | 'actionItems' | 'claims';

/** The sample and interval of a proportion, or the size it needs. */
export function proportionSample(
  proportion: Proportion,
  what: Counted,
  t: TFunction,
): string {
  const { numerator, denominator, ciLow, ciHigh, incidents } = proportion;
  const needed = `${MIN_SAMPLE_SIZE}`;
  if (denominator === 0) {
    return t('orgMetrics.need.proportionNone', { minimum: needed });
  }
  const sample = t(`orgMetrics.sample.${what}`, {
    numerator: formatNumber(numerator),
    denominator: formatNumber(denominator),
    ...countParams(incidents),
  });
  if (!proportion.isSampleLargeEnough) {
    return t('orgMetrics.need.proportion', { sample, minimum: needed });
  }
  const interval = t('orgMetrics.sample.percentInterval', {
    low: `${roundPercent(ciLow)}`,
    high: `${roundPercent(ciHigh)}`,
  });
  return `${sample}, ${interval}`;
}

/** A median as text; `undefined` when the sample is too small. */
export function medianValue(
  { p50, isSampleLargeEnough }: Distribution,
  t: TFunction,
): string | undefined {
  return isSampleLargeEnough && p50 !== null
    ? formatMinutes(p50, t)
    : undefined;
}

/** The interval of a median. Small samples have none. */
export function intervalText(
  { ciLow, ciHigh }: Distribution,
  t: TFunction,
): string {
  return ciLow === null || ciHigh === null
    ? t('orgMetrics.sample.noInterval')
    : t('orgMetrics.sample.interval', {
        low: formatMinutes(ciLow, t),
        high: formatMinutes(ciHigh, t),
      });
}

/** The sample, interval and quartiles of a median, or the size it needs. */
export function medianSample(
  distribution: Distribution,
  t: TFunction,
): string[] {
  const { n, p25, p75, isSampleLargeEnough } = distribution;
  if (!isSampleLargeEnough) {
    return [
      t('orgMetrics.need.median', {
        ...countParams(n),
        minimum: `${MIN_SAMPLE_SIZE_FOR_MEDIAN}`,
      }),
    ];
  }
  return [
    `${t('orgMetrics.sample.median', countParams(n))}, ${intervalText(
      distribution,
      t,
    )}`,
    ...(p25 === null || p75 === null
      ? []
      : [
          t('orgMetrics.sample.middle', {
            low: formatMinutes(p25, t),
            high: formatMinutes(p75, t),
          }),
        ]),
  ];
}
