import type { Words } from './useWords';

/** A number as the reader's language groups its digits. */
export function numberText(value: number): string {
  return value.toLocaleString();
}

/** The values that a message with a counted thing takes: one to choose the plural by, one to show. */
export function counted(value: number): { count: number; number: string } {
  return { count: value, number: numberText(value) };
}

/** The whole percents of an end of an interval. */
export function wholePercents(share: number): number {
  return Math.round(share * 100);
}

/** `58%`. Only none is 0%, and only all is 100%. */
export function percentText(share: number, t: Words): string {
  const percents = wholePercents(share);
  if (percents === 0 && share > 0) return t('orgMetrics.sample.almostNone');
  if (percents === 100 && share < 1) return t('orgMetrics.sample.almostAll');
  return t('orgMetrics.sample.percent', { number: `${percents}` });
}
