const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An incident that is over sooner is told to the second, in milliseconds. */
const SHORT = 10 * MINUTE;

/** Whether an incident is so short that minutes would not tell its times apart. */
export function isShort(incident: {
  startedAt: string;
  resolvedAt?: string;
}): boolean {
  const { startedAt, resolvedAt } = incident;
  return (
    resolvedAt !== undefined &&
    Date.parse(resolvedAt) - Date.parse(startedAt) < SHORT
  );
}

/** Day and time of day in UTC: `2026-03-02 14:07 UTC`, `2026-03-02 14:07:12 UTC`. */
export function dayAndTime(time: string, seconds: boolean): string {
  return `${time.slice(0, 10)} ${time.slice(11, seconds ? 19 : 16)} UTC`;
}

/** Time of day in UTC, `14:07 UTC` or `14:07:12 UTC`, with the day when it is not `day` (`2026-03-02`). */
export function timeOfDay(
  time: string,
  { day, seconds }: { day: string; seconds: boolean },
): string {
  const whole = dayAndTime(time, seconds);
  return time.slice(0, 10) === day ? whole.slice(11) : whole;
}

/** Hour of a UTC time, `14h UTC`, with the day when it is not `day`. */
export function hourOf(time: string, day: string): string {
  const hour = `${time.slice(11, 13)}h UTC`;
  return time.slice(0, 10) === day ? hour : `${time.slice(0, 10)} ${hour}`;
}

/** A length of time in its two largest units, rounded to the smaller: `1 hour 12 minutes`, `45 seconds`. */
export function duration(milliseconds: number): string {
  if (milliseconds < MINUTE) {
    return amount(Math.round(milliseconds / 1000), 'second');
  }
  if (milliseconds < 10 * MINUTE) {
    const seconds = Math.round(milliseconds / 1000);
    return two(seconds, 60, 'minute', 'second');
  }
  if (milliseconds < DAY) {
    return two(Math.round(milliseconds / MINUTE), 60, 'hour', 'minute');
  }
  return two(Math.round(milliseconds / HOUR), 24, 'day', 'hour');
}

function two(total: number, size: number, large: string, small: string) {
  const whole = Math.floor(total / size);
  const rest = total % size;
  return [
    ...(whole > 0 ? [amount(whole, large)] : []),
    ...(rest > 0 || whole === 0 ? [amount(rest, small)] : []),
  ].join(' ');
}

function amount(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
