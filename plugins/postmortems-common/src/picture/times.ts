import { scaleUtc } from 'd3-scale';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Within a window shorter than this, seconds tell times apart. */
const SHORT_MS = 20 * MINUTE_MS;

/** Times of one window in the words of one time zone. */
export type PictureTimes = {
  from: number;
  to: number;
  /** `14:07`, with the day where the window has several of them. */
  format(at: number): string;
  /** Times that divide the window evenly, at most about `count` of them. */
  ticks(count: number): { at: number; label: string }[];
  /** The first day, and the time zone: `2026-03-02, UTC`. */
  caption: string;
};

/** @param timeZone - an IANA name; UTC for one that is not known */
export function pictureTimes(
  window: { from: string; to: string },
  timeZone: string,
): PictureTimes {
  const from = Date.parse(window.from);
  const to = Math.max(Date.parse(window.to), from + 1000);
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const local = (at: number) => localIso(at, zone);
  const hasDays = local(from).slice(0, 10) !== local(to).slice(0, 10);
  const clock = (at: number) =>
    local(at).slice(11, to - from < SHORT_MS ? 19 : 16);
  return {
    from,
    to,
    format: at =>
      hasDays ? `${local(at).slice(5, 10)} ${clock(at)}` : clock(at),
    ticks: count => {
      const offset = (at: number) => Date.parse(`${local(at)}Z`) - at;
      const ticks = scaleUtc()
        .domain([from + offset(from), to + offset(to)])
        .ticks(count);
      const step = ticks.length > 1 ? +ticks[1] - +ticks[0] : DAY_MS;
      return ticks.flatMap(tick => {
        const near = +tick - offset(+tick);
        const at = +tick - offset(near);
        const iso = tick.toISOString();
        const isDay = step >= DAY_MS || iso.slice(11, 19) === '00:00:00';
        let label = iso.slice(11, step < MINUTE_MS ? 19 : 16);
        if (isDay && hasDays) label = iso.slice(5, 10);
        return at >= from && at <= to ? [{ at, label }] : [];
      });
    },
    caption: `${local(from).slice(0, 10)}, ${zone}`,
  };
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** `2026-03-02T14:07:30`, to the second. */
function localIso(at: number, timeZone: string): string {
  const format = formatOf(timeZone);
  const parts = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}
