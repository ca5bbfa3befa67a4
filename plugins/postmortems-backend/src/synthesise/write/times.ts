const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Day and minute of a UTC time: `2026-03-02 14:07 UTC`. */
export function dayAndMinute(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** Minute of a UTC time, `14:07 UTC`, with the day when it is not `day` (`2026-03-02`). */
export function minuteOf(time: string, day: string): string {
  return time.slice(0, 10) === day
    ? `${time.slice(11, 16)} UTC`
    : dayAndMinute(time);
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
