import { formatUtcDate } from '../format/times';

/** The selectable periods, in days until now. */
export const PERIODS = ['30', '90', '365', '1095'] as const;

/** @see PERIODS */
export type Period = (typeof PERIODS)[number];

export const DEFAULT_PERIOD: Period = '90';

/** UTC dates such as `2026-03-01`, both inclusive. */
export type Dates = { from: string; to: string };

/** From one ISO time (inclusive) to another (exclusive). */
type Timespan = { from: string; to: string };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The first year that the API accepts. */
export const FIRST_YEAR = 2000;

/** Limits the number of empty months in charts. */
export function lastYear(): number {
  return new Date().getUTCFullYear();
}

/** Whether this is a valid date from {@link FIRST_YEAR} to {@link lastYear}. */
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

/**
 * The timespan of a period. It ends with the current hour, so that repeated
 * queries can be cached.
 */
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

/** The first and last date of a timespan. */
export function datesOf({ from, to }: Timespan): Dates {
  return {
    from: formatUtcDate(from),
    to: formatUtcDate(Date.parse(to) - 1),
  };
}

/** The UTC months that a timespan overlaps, such as `2026-03`. */
export function monthsOf(timespan: Timespan): string[] {
  const { from, to } = datesOf(timespan);
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); ) {
    months.push(month);
    month = nextMonth(month);
  }
  return months;
}

/** The intersection of a timespan and a month; `undefined` if empty. */
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

/** The next longer period; the longest one for custom dates. */
export function longerPeriod(period: Period | Dates): Period | undefined {
  return typeof period === 'object'
    ? PERIODS[PERIODS.length - 1]
    : PERIODS[PERIODS.indexOf(period) + 1];
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
