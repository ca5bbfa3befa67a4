import { dayOf } from '../../shared/times';

/** Days that one can look back. */
export const PERIODS = ['30', '90', '365', '1095'] as const;

/** @see PERIODS */
export type Period = (typeof PERIODS)[number];

export const DEFAULT_PERIOD: Period = '90';

/** Days from one date to another, both of them included: `2026-03-01`, in UTC. */
export type Dates = { from: string; to: string };

/** From a moment to before another, as ISO times. */
export type Timespan = { from: string; to: string };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The API knows no earlier time. */
export const FIRST_YEAR = 2000;

/** A far future would be many empty months. */
export function lastYear(): number {
  return new Date().getUTCFullYear();
}

/** Whether this is a date of the calendar from {@link FIRST_YEAR} to {@link lastYear}. */
export function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00.000Z`);
  return (
    Number.isFinite(time) &&
    new Date(time).toISOString().startsWith(value) &&
    value >= `${FIRST_YEAR}` &&
    value < `${lastYear() + 1}`
  );
}

/** The moments that a period covers. Looking back ends with the hour, so that one question stays the same for a while. */
export function timespanOf(period: Period | Dates, now = Date.now()): Timespan {
  if (typeof period === 'object') {
    return {
      from: `${period.from}T00:00:00.000Z`,
      to: new Date(
        Date.parse(`${period.to}T00:00:00.000Z`) + DAY_MS,
      ).toISOString(),
    };
  }
  const to = Math.ceil(now / HOUR_MS) * HOUR_MS;
  return {
    from: new Date(to - Number(period) * DAY_MS).toISOString(),
    to: new Date(to).toISOString(),
  };
}

/** First and last day of a timespan. */
export function datesOf({ from, to }: Timespan): Dates {
  return {
    from: dayOf(from),
    to: dayOf(Date.parse(to) - 1),
  };
}

/** Every month that a timespan touches, e.g. `2026-03`, in UTC. */
export function monthsOf(timespan: Timespan): string[] {
  const { from, to } = datesOf(timespan);
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); ) {
    months.push(month);
    month = nextMonth(month);
  }
  return months;
}

/** The part of a timespan that lies in a month; `undefined` when there is none. */
export function withinMonth(
  timespan: Timespan,
  month: string,
): Timespan | undefined {
  const start = `${month}-01T00:00:00.000Z`;
  const end = `${nextMonth(month)}-01T00:00:00.000Z`;
  const from = start > timespan.from ? start : timespan.from;
  const to = end < timespan.to ? end : timespan.to;
  return from < to ? { from, to } : undefined;
}

/** The next longer period that one can look back, for dates the longest; `undefined` for the longest itself. */
export function longerPeriod(period: Period | Dates): Period | undefined {
  return typeof period === 'object'
    ? PERIODS[PERIODS.length - 1]
    : PERIODS[PERIODS.indexOf(period) + 1];
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
