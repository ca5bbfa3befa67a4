import type { Instant } from '@postmortems/backstage-plugin-postmortems-common';
import { CARDINALS } from './lexicon/numberWords';
import { MONTHS, ZONE_OFFSETS, ZONE_REGIONS } from './lexicon/calendar';
import { alt, map, mapAll, memo, opt, seq, words, type Rule } from './rules';

const MINUTE = 60_000;
const DAY = 86_400_000;

type Clock = { ofDay: number; precisionMs: number };
/** A zone by its distance to UTC in minutes, or by a region that has one for each date. */
export type Zone = { offset: number } | { region: string };
/** Year may be left out. */
type Day = { year?: number; month: number; day: number };

const clock: Rule<Clock> = ({ tokens }, at) => {
  const match =
    /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?(am|pm|z)?$/.exec(
      tokens[at]?.key ?? '',
    );
  if (!match) return [];
  const [, hour, minute, second, fraction, suffix] = match;
  const time = {
    ofDay:
      (Number(hour) * 60 + Number(minute)) * MINUTE +
      Number(second ?? 0) * 1000 +
      Number((fraction ?? '').padEnd(3, '0')),
    precisionMs: precisionOf(second, fraction),
  };
  const next = tokens[at + 1]?.key;
  const half = suffix === 'z' ? undefined : suffix ?? halfOf(next);
  const end = at + (halfOf(next) && !suffix ? 2 : 1);
  return half ? inHalf(time, half, end) : [{ value: time, end }];
};

function precisionOf(second?: string, fraction?: string): number {
  if (fraction) return 1;
  return second ? 1000 : MINUTE;
}

function halfOf(key: string | undefined): 'am' | 'pm' | undefined {
  const plain = key?.replaceAll('.', '');
  return plain === 'am' || plain === 'pm' ? plain : undefined;
}

function inHalf(time: Clock, half: string, end: number) {
  const hour = Math.floor(time.ofDay / 3_600_000);
  if (hour > 12 || hour === 0) return [];
  const shift = (half === 'pm' ? 12 : 0) - (hour === 12 ? 12 : 0);
  return [{ value: { ...time, ofDay: time.ofDay + shift * 3_600_000 }, end }];
}

/** `noon`, `4 pm`, `half past two`, `twenty past eleven`, `nine o'clock`. */
const clockInWords: Rule<Clock> = ({ tokens }, at) => {
  const key = tokens[at]?.key;
  const of = (hour: number, minute: number) => ({
    ofDay: (hour * 60 + minute) * MINUTE,
    precisionMs: MINUTE,
  });
  if (key === 'noon') return [{ value: of(12, 0), end: at + 1 }];
  if (key === 'midnight') return [{ value: of(0, 0), end: at + 1 }];
  const hourOf = (place: number) => {
    const word = tokens[place]?.key ?? '';
    const hour = Object.hasOwn(CARDINALS, word)
      ? CARDINALS[word]
      : Number(/^\d{1,2}$/.exec(word)?.[0] ?? NaN);
    return hour >= 1 && hour <= 12 ? hour : undefined;
  };
  const first = hourOf(at);
  const half = halfOf(tokens[at + 1]?.key);
  if (first !== undefined && half) return inHalf(of(first, 0), half, at + 2);
  const bothHalves = (hour: number, minute: number, end: number) =>
    [0, 12].map(shift => ({
      value: of(
        ((hour % 12) + shift + (minute < 0 ? 23 : 24)) % 24,
        (minute + 60) % 60,
      ),
      end,
    }));
  if (first !== undefined && tokens[at + 1]?.key === "o'clock") {
    return bothHalves(first, 0, at + 2);
  }
  const relation = tokens[at + 1]?.key;
  const hour = hourOf(at + 2);
  if (hour === undefined || (relation !== 'past' && relation !== 'to'))
    return [];
  const minutes =
    { half: 30, quarter: 15 }[key ?? ''] ?? CARDINALS[key ?? ''] ?? undefined;
  if (minutes === undefined || minutes === 0) return [];
  return bothHalves(hour, relation === 'past' ? minutes : -minutes, at + 3);
};

const namedZone: Rule<Zone> = alt<Zone>(
  map(words(...Object.keys(ZONE_OFFSETS)), name => ({
    offset: ZONE_OFFSETS[name],
  })),
  map(words(...Object.keys(ZONE_REGIONS)), name => ({
    region: ZONE_REGIONS[name],
  })),
);

const offsetZone: Rule<Zone> = ({ tokens }, at) => {
  const match = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d\d))?$/.exec(
    tokens[at]?.key ?? '',
  );
  if (!match) return [];
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return [
    { value: { offset: match[1] === '-' ? -minutes : minutes }, end: at + 1 },
  ];
};

export const zone: Rule<Zone> = memo(alt(namedZone, offsetZone));

const integer =
  (low: number, high: number, ordinal: boolean): Rule<number> =>
  ({ tokens }, at) => {
    const match = (ordinal ? /^(\d{1,2})(?:st|nd|rd|th)?$/ : /^(\d{4})$/).exec(
      tokens[at]?.key ?? '',
    );
    const value = Number(match?.[1] ?? NaN);
    return value >= low && value <= high ? [{ value, end: at + 1 }] : [];
  };

const month = map(words(...Object.keys(MONTHS)), name => MONTHS[name]);
const year = integer(1990, 2100, false);
const dayOfMonth = integer(1, 31, true);
const isoDay: Rule<Day> = ({ tokens }, at) => {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(tokens[at]?.key ?? '');
  return match && !Number.isNaN(Date.parse(match[0]))
    ? [
        {
          value: { year: +match[1], month: +match[2], day: +match[3] },
          end: at + 1,
        },
      ]
    : [];
};
/** `25/08/2026`: when both orders make a date, it is either. */
const slashedDay: Rule<Day> = ({ tokens }, at) => {
  const match = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(
    tokens[at]?.key ?? '',
  );
  if (!match) return [];
  const [a, b, y] = match.slice(1).map(Number);
  return [{ month: b, day: a }, ...(a === b ? [] : [{ month: a, day: b }])]
    .filter(({ month: m, day }) => m >= 1 && m <= 12 && day >= 1 && day <= 31)
    .map(one => ({ value: { ...one, year: y }, end: at + 1 }));
};

/** `2026-11-23`, `23 November 2026`, `November 23rd, 2026`, `the 24th of November`. */
const day: Rule<Day> = memo(
  alt<Day>(
    isoDay,
    slashedDay,
    map(
      seq(
        opt(words('the')),
        dayOfMonth,
        opt(words('of')),
        month,
        opt(words(',')),
        opt(year),
      ),
      ([, d, , m, , y]) => ({ day: d, month: m, ...(y && { year: y }) }),
    ),
    map(
      seq(month, opt(words('the')), dayOfMonth, opt(words(',')), opt(year)),
      ([m, , d, , y]) => ({ day: d, month: m, ...(y && { year: y }) }),
    ),
  ),
);

const isoInstant: Rule<{ at: number; precisionMs: number }> = (
  { tokens },
  at,
) => {
  const match =
    /^(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(z|[+-]\d\d:\d\d)$/.exec(
      tokens[at]?.key ?? '',
    );
  if (!match) return [];
  const time = Date.parse(tokens[at].key.toUpperCase());
  return Number.isNaN(time)
    ? []
    : [
        {
          value: {
            at: time,
            precisionMs: precisionOf(match[3], match[4]),
          },
          end: at + 1,
        },
      ];
};

type Written = { clock?: Clock; zone?: Zone; day?: Day };

const aClock = alt(clock, clockInWords);
const written: Rule<Written> = memo(
  alt<Written>(
    map(
      seq(
        aClock,
        opt(zone),
        opt(map(seq(opt(words('on', ',', ', on')), day), ([, one]) => one)),
        opt(zone),
      ),
      ([time, before, date, after]) => ({
        clock: time,
        ...((before ?? after) && { zone: before ?? after }),
        day: date,
      }),
    ),
    map(
      seq(day, opt(words('at', ',', ', at')), aClock, opt(zone)),
      ([date, , time, stated]) => ({
        clock: time,
        ...(stated && { zone: stated }),
        day: date,
      }),
    ),
    map(day, date => ({ day: date })),
  ),
);

/**
 * A stated moment. One without a day is on a day of the incident or of what is cited;
 * one without a zone is in UTC.
 */
export const instant: Rule<Instant> = memo(
  alt(
    map(isoInstant, ({ at, precisionMs }) => ({
      at: new Date(at).toISOString(),
      precisionMs,
      bound: 'exactly' as const,
    })),
    mapAll(written, (value, { days, zone: implied }) =>
      instantsOf({ zone: implied, ...value }, days),
    ),
  ),
);

function instantsOf(
  { clock: time, zone: stated, day: date }: Written,
  days: readonly number[],
): Instant[] {
  const starts = date
    ? yearsOf(date, days).map(y => Date.UTC(y, date.month - 1, date.day))
    : [...new Set(days.flatMap(one => [one - DAY, one, one + DAY]))];
  const candidates = starts.map(start => {
    const local = start + (time?.ofDay ?? 0);
    return {
      at: local - offsetAt(local, stated) * MINUTE,
      precisionMs: time?.precisionMs ?? DAY,
    };
  });
  const near = date
    ? candidates
    : candidates.filter(({ at }) => days.includes(Math.floor(at / DAY) * DAY));
  return near.map(({ at, precisionMs }) => ({
    at: new Date(at).toISOString(),
    precisionMs,
    bound: 'exactly' as const,
  }));
}

function yearsOf({ year: stated }: Day, days: readonly number[]): number[] {
  return stated
    ? [stated]
    : [...new Set(days.map(one => new Date(one).getUTCFullYear()))];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of UTC at a local time. */
function offsetAt(local: number, stated: Zone | undefined): number {
  if (!stated) return 0;
  if ('offset' in stated) return stated.offset;
  let format = formats.get(stated.region);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: stated.region,
      timeZoneName: 'longOffset',
    });
    formats.set(stated.region, format);
  }
  const name = format
    .formatToParts(local)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const match = /([+-])(\d\d):(\d\d)/.exec(name ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
