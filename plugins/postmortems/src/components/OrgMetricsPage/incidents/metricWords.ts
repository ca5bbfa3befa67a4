import {
  REPEAT_DAYS,
  type OrgMetric,
} from '@postmortems/backstage-plugin-postmortems-common';
import { minutesInWords } from '../../shared/duration';
import type { Words } from '../../shared/useWords';
import type { DrillDown } from '../address';
import { categoryTitle } from '../categoryTitle';

/** Where the words of each metric are. */
const KEYS = {
  completion: 'completion',
  determined_cause: 'determinedCause',
  time_to_draft: 'timeToDraft',
  time_to_review: 'timeToReview',
  time_to_resolve: 'timeToResolve',
  repeats_within_20_days: 'repeats',
  repeats_within_90_days: 'repeats',
  coverage: 'coverage',
} as const satisfies Partial<Record<OrgMetric, string>>;

/** What the incidents behind a metric, or a part of it, have in common. */
export function whatIsShown(drillDown: DrillDown, t: Words): string {
  const { metric, part = 'all', category = '', month } = drillDown;
  const { verdict } = drillDown;
  switch (metric) {
    case 'category': {
      const values = { category: categoryTitle(category) };
      return month
        ? t('orgMetrics.categories.inMonth', {
            ...values,
            month: monthText(month),
          })
        : t('orgMetrics.categories.all', values);
    }
    case 'time_to_draft':
    case 'time_to_review':
    case 'time_to_resolve': {
      const bucket = bucketText(drillDown, t);
      return bucket
        ? t(`orgMetrics.${KEYS[metric]}.between`, { bucket })
        : t(`orgMetrics.${KEYS[metric]}.all`);
    }
    case 'repeats_within_20_days':
      return t(`orgMetrics.repeats.${part}`, { days: `${REPEAT_DAYS[0]}` });
    case 'repeats_within_90_days':
      return t(`orgMetrics.repeats.${part}`, { days: `${REPEAT_DAYS[1]}` });
    case 'coverage':
      return verdict
        ? t('orgMetrics.coverage.withVerdict', {
            verdict: t(`common.verdict.${verdict}`),
          })
        : t(`orgMetrics.coverage.${part}`);
    default:
      return t(`orgMetrics.${KEYS[metric]}.${part}`);
  }
}

/** A range of minutes; nothing for an open one. */
export function bucketText(
  { atLeast, below }: { atLeast?: number; below?: number },
  t: Words,
): string | undefined {
  const values = {
    atLeast: minutesInWords(atLeast ?? 0, t),
    below: minutesInWords(below ?? 0, t),
  };
  if (below === undefined) {
    return atLeast === undefined
      ? undefined
      : t('orgMetrics.bucket.atLeast', values);
  }
  return atLeast === undefined
    ? t('orgMetrics.bucket.below', values)
    : t('orgMetrics.bucket.between', values);
}

/** `Mar 2026` for `2026-03` */
export function monthText(month: string): string {
  return new Date(`${month}-01T00:00:00.000Z`).toLocaleDateString(undefined, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
