import {
  ENOUGH,
  ENOUGH_FOR_MEDIAN,
  type Distribution,
  type Share,
} from '@postmortems/backstage-plugin-postmortems-common';
import { minutesInWords } from '../../shared/duration';
import type { Words } from '../../shared/useWords';
import {
  counted,
  numberText,
  percentText,
  wholePercents,
} from '../../shared/numbers';

/** A share as a reader can take it; `undefined` when there is not enough of it. */
export function shareValue(share: Share, t: Words): string | undefined {
  return share.enough ? percentText(share.share, t) : undefined;
}

/** What a share is a share of. */
export type Counted = 'incidents' | 'actionItems' | 'claims';

/** What a share is made of and how sure it is, or what is missing. */
export function shareSample(share: Share, what: Counted, t: Words): string {
  const { hits, of, low, high, incidents, enough } = share;
  const needed = `${ENOUGH}`;
  if (of === 0) return t('metrics.need.shareNone', { enough: needed });
  const sample = t(`metrics.sample.${what}`, {
    hits: numberText(hits),
    of: numberText(of),
    ...counted(incidents),
  });
  if (!enough) return t('metrics.need.share', { sample, enough: needed });
  const interval = t('metrics.sample.shareInterval', {
    low: `${wholePercents(low)}`,
    high: `${wholePercents(high)}`,
  });
  return `${sample}, ${interval}`;
}

/** The median in words; `undefined` when there is not enough to have one. */
export function medianValue(
  { p50, enough }: Distribution,
  t: Words,
): string | undefined {
  return enough && p50 !== null ? minutesInWords(p50, t) : undefined;
}

/** The interval of a median; few values do not have one. */
export function intervalText({ low, high }: Distribution, t: Words): string {
  return low === null || high === null
    ? t('metrics.sample.noInterval')
    : t('metrics.sample.interval', {
        low: minutesInWords(low, t),
        high: minutesInWords(high, t),
      });
}

/** What a median is made of and how sure it is, or what is missing. */
export function medianSample(distribution: Distribution, t: Words): string[] {
  const { n, p25, p75, enough } = distribution;
  if (!enough) {
    return [
      t('metrics.need.median', {
        ...counted(n),
        enough: `${ENOUGH_FOR_MEDIAN}`,
      }),
    ];
  }
  return [
    `${t('metrics.sample.median', counted(n))}, ${intervalText(
      distribution,
      t,
    )}`,
    ...(p25 === null || p75 === null
      ? []
      : [
          t('metrics.sample.middle', {
            low: minutesInWords(p25, t),
            high: minutesInWords(p75, t),
          }),
        ]),
  ];
}
