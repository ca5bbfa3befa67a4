import {
  REPEAT_DAYS,
  type Figure,
} from '@postmortems/backstage-plugin-postmortems-common';
import { minutesInWords } from '../../shared/duration';
import type { Words } from '../../shared/useWords';
import type { DrillDown } from '../address';

/** Where the words of each figure are. */
const KEYS = {
  completion: 'completion',
  time_to_draft: 'timeToDraft',
  time_to_review: 'timeToReview',
  time_to_resolve: 'timeToResolve',
  repeats_within_20_days: 'repeats',
  repeats_within_90_days: 'repeats',
  coverage: 'coverage',
} as const satisfies Partial<Record<Figure, string>>;

/** What the incidents behind a figure, or a part of it, have in common. */
export function whatIsShown(drillDown: DrillDown, t: Words): string {
  const { figure, part = 'all', theme = 'change', month } = drillDown;
  const { verdict } = drillDown;
  switch (figure) {
    case 'theme': {
      const values = { theme: t(`metrics.theme.${theme}`) };
      return month
        ? t('metrics.themes.inMonth', { ...values, month: monthText(month) })
        : t('metrics.themes.all', values);
    }
    case 'time_to_draft':
    case 'time_to_review':
    case 'time_to_resolve': {
      const bucket = bucketText(drillDown, t);
      return bucket
        ? t(`metrics.${KEYS[figure]}.between`, { bucket })
        : t(`metrics.${KEYS[figure]}.all`);
    }
    case 'repeats_within_20_days':
      return t(`metrics.repeats.${part}`, { days: `${REPEAT_DAYS[0]}` });
    case 'repeats_within_90_days':
      return t(`metrics.repeats.${part}`, { days: `${REPEAT_DAYS[1]}` });
    case 'coverage':
      return verdict
        ? t('metrics.coverage.withVerdict', {
            verdict: t(`common.verdict.${verdict}`),
          })
        : t(`metrics.coverage.${part}`);
    default:
      return t(`metrics.${KEYS[figure]}.${part}`);
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
      : t('metrics.bucket.atLeast', values);
  }
  return atLeast === undefined
    ? t('metrics.bucket.below', values)
    : t('metrics.bucket.between', values);
}

/** `Mar 2026` for `2026-03` */
export function monthText(month: string): string {
  return new Date(`${month}-01T00:00:00.000Z`).toLocaleDateString(undefined, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
