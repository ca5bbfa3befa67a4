import type { Words } from './useWords';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time in the two units that matter at its size, rounded down; a unit of which there is none is left out. */
export function durationInWords(milliseconds: number, t: Words): string {
  const ms = Math.max(0, milliseconds);
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (days > 0) {
    return hours > 0
      ? t('common.duration.days', { days: `${days}`, hours: `${hours}` })
      : t('common.duration.wholeDays', { days: `${days}` });
  }
  if (hours > 0) {
    return minutes > 0
      ? t('common.duration.hours', { hours: `${hours}`, minutes: `${minutes}` })
      : t('common.duration.wholeHours', { hours: `${hours}` });
  }
  return minutes > 0
    ? t('common.duration.minutes', { minutes: `${minutes}` })
    : t('common.duration.seconds', {
        seconds: `${Math.floor(ms / SECOND_MS)}`,
      });
}

/** As {@link durationInWords}, of minutes. */
export function minutesInWords(minutes: number, t: Words): string {
  return minutes === 0
    ? t('common.duration.minutes', { minutes: '0' })
    : durationInWords(minutes * MINUTE_MS, t);
}
