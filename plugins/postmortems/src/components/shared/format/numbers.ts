import type { TFunction } from '../translation/useTranslation';

/** A number with its digits grouped as in the reader's language. */
export function formatNumber(value: number): string {
  return value.toLocaleString();
}

/**
 * The values of a message with a count: `count` selects the plural, `number`
 * is shown.
 */
export function countParams(value: number): { count: number; number: string } {
  return { count: value, number: formatNumber(value) };
}

/** A proportion as whole percents. */
export function roundPercent(proportion: number): number {
  return Math.round(proportion * 100);
}

/** A proportion such as `58%`. Only none is 0%, and only all is 100%. */
export function formatPercent(proportion: number, t: TFunction): string {
  const percents = roundPercent(proportion);
  if (percents === 0 && proportion > 0)
    return t('orgMetrics.sample.almostNone');
  if (percents === 100 && proportion < 1)
    return t('orgMetrics.sample.almostAll');
  return t('orgMetrics.sample.percent', { number: `${percents}` });
}
