import type { TFunction } from '../translation/useTranslation';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS = [
  { unit: 'days', size: DAY_MS },
  { unit: 'hours', size: HOUR_MS },
  { unit: 'minutes', size: MINUTE_MS },
  { unit: 'seconds', size: SECOND_MS },
] as const;

/**
 * A duration in its two largest units, rounded to the smaller one. Drafted
 * sentences use the same thresholds, so that their numbers agree.
 */
export function formatDuration(milliseconds: number, t: TFunction): string {
  const duration = Math.max(0, milliseconds);
  const smallest = smallestUnitOf(duration);
  let rest = Math.round(duration / smallest) * smallest;
  const parts: string[] = [];
  for (const { unit, size } of UNITS) {
    const number = Math.floor(rest / size);
    rest %= size;
    if (number > 0)
      parts.push(t(`common.duration.${unit}`, { number: `${number}` }));
  }
  return parts.join(' ') || t('common.duration.seconds', { number: '0' });
}

/** As {@link formatDuration}, for a number of minutes. */
export function formatMinutes(minutes: number, t: TFunction): string {
  return minutes === 0
    ? t('common.duration.minutes', { number: '0' })
    : formatDuration(minutes * MINUTE_MS, t);
}

function smallestUnitOf(duration: number): number {
  if (duration < 10 * MINUTE_MS) return SECOND_MS;
  return duration < DAY_MS ? MINUTE_MS : HOUR_MS;
}
