const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time in the two units that matter at its size. */
export type DurationParts =
  | { unit: 'days'; days: number; hours: number }
  | { unit: 'hours'; hours: number; minutes: number }
  | { unit: 'minutes'; minutes: number }
  | { unit: 'seconds'; seconds: number };

/** The time between two ISO times, rounded down. */
export function durationBetween(from: string, to: string): DurationParts {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  if (ms >= DAY_MS) {
    return {
      unit: 'days',
      days: Math.floor(ms / DAY_MS),
      hours: Math.floor((ms % DAY_MS) / HOUR_MS),
    };
  }
  if (ms >= HOUR_MS) {
    return {
      unit: 'hours',
      hours: Math.floor(ms / HOUR_MS),
      minutes: Math.floor((ms % HOUR_MS) / MINUTE_MS),
    };
  }
  if (ms >= MINUTE_MS) {
    return { unit: 'minutes', minutes: Math.floor(ms / MINUTE_MS) };
  }
  return { unit: 'seconds', seconds: Math.floor(ms / SECOND_MS) };
}
