import {
  MIN_SAMPLE_SIZE,
  MIN_SAMPLE_SIZE_FOR_MEDIAN,
  type Distribution,
  type Proportion,
} from '@postmortems/backstage-plugin-postmortems-common';
import { minutesInWords } from '../../shared/duration';
import type { Words } from '../../shared/useWords';
import {
  counted,
  numberText,
  percentText,
  wholePercents,
} from '../../shared/numbers';

/** A proportion in percent; `undefined` when the sample is too small. */
export function percentValue(
  { ratio, isSampleLargeEnough }: Proportion,
  t: Words,
): string | undefined {
  return isSampleLargeEnough ? percentText(ratio, t) : undefined;
}

/** What a proportion is counted over. */
export type Counted = 'incidents' | 'postmortems' | 'actionItems' | 'claims';

/** The sample and interval of a proportion, or what is missing. */
export function proportionSample(
  proportion: Proportion,
  what: Counted,
  t: Words,
): string {
  const { numerator, denominator, ciLow, ciHigh, incidents } = proportion;
  const needed = `${MIN_SAMPLE_SIZE}`;
  if (denominator === 0) {
    return t('orgMetrics.need.proportionNone', { minimum: needed });
  }
  const sample = t(`orgMetrics.sample.${what}`, {
    numerator: numberText(numerator),
    denominator: numberText(denominator),
    ...counted(incidents),
  });
  if (!proportion.isSampleLargeEnough) {
    return t('orgMetrics.need.proportion', { sample, minimum: needed });
  }
  const interval = t('orgMetrics.sample.percentInterval', {
    low: `${wholePercents(ciLow)}`,
    high: `${wholePercents(ciHigh)}`,
  });
  return `${sample}, ${interval}`;
}

/** The median in words; `undefined` when there is not enough to have one. */
export function medianValue(
  { p50, isSampleLargeEnough }: Distribution,
  t: Words,
): string | undefined {
  return isSampleLargeEnough && p50 !== null
    ? minutesInWords(p50, t)
    : undefined;
}

/** The interval of a median; few values do not have one. */
export function intervalText(
  { ciLow, ciHigh }: Distribution,
  t: Words,
): string {
  return ciLow === null || ciHigh === null
    ? t('orgMetrics.sample.noInterval')
    : t('orgMetrics.sample.interval', {
        low: minutesInWords(ciLow, t),
        high: minutesInWords(ciHigh, t),
      });
}

/** What a median is made of and how sure it is, or what is missing. */
export function medianSample(distribution: Distribution, t: Words): string[] {
  const { n, p25, p75, isSampleLargeEnough } = distribution;
  if (!isSampleLargeEnough) {
    return [
      t('orgMetrics.need.median', {
        ...counted(n),
        minimum: `${MIN_SAMPLE_SIZE_FOR_MEDIAN}`,
      }),
    ];
  }
  return [
    `${t('orgMetrics.sample.median', counted(n))}, ${intervalText(
      distribution,
      t,
    )}`,
    ...(p25 === null || p75 === null
      ? []
      : [
          t('orgMetrics.sample.middle', {
            low: minutesInWords(p25, t),
            high: minutesInWords(p75, t),
          }),
        ]),
  ];
}
