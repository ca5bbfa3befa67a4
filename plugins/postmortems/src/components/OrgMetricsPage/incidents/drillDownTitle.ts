import {
  REPEAT_DAYS,
  type ContributingFactorCategory,
  type OrgMetric,
} from '@postmortems/backstage-plugin-postmortems-common';
import { formatMinutes } from '../../shared/format/duration';
import type { TFunction } from '../../shared/translation/useTranslation';
import { categoryTitle } from '../../shared/categories/categoryTitle';
import type { DrillDown } from '../../shared/orgMetricsAddress';

/** The message keys of each metric. */
const KEYS = {
  completion: 'completion',
  confirmed_cause: 'confirmedCause',
  time_to_draft: 'timeToDraft',
  time_to_review: 'timeToReview',
  time_to_resolve: 'timeToResolve',
  repeats_within_20_days: 'repeats',
  repeats_within_90_days: 'repeats',
  coverage: 'coverage',
} as const satisfies Partial<Record<OrgMetric, string>>;

/** Describes the incidents behind a metric, or behind a part of it. */
export function drillDownTitle(
  drillDown: DrillDown,
  categories: readonly ContributingFactorCategory[],
  t: TFunction,
): string {
  const { metric, part = 'all', category = '', month } = drillDown;
  const { verdict } = drillDown;
  switch (metric) {
    case 'category': {
      const values = { category: categoryTitle(categories, category) };
      return month
        ? t('orgMetrics.categories.inMonth', {
            ...values,
            month: formatMonth(month),
          })
        : t('orgMetrics.categories.all', values);
    }
    case 'time_to_draft':
    case 'time_to_review':
    case 'time_to_resolve': {
      const bucket = formatBucket(drillDown, t);
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

/** A range of minutes; `undefined` without bounds. */
export function formatBucket(
  { atLeast, below }: { atLeast?: number; below?: number },
  t: TFunction,
): string | undefined {
  const values = {
    atLeast: formatMinutes(atLeast ?? 0, t),
    below: formatMinutes(below ?? 0, t),
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
export function formatMonth(month: string): string {
  return new Date(`${month}-01T00:00:00.000Z`).toLocaleDateString(undefined, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
