import { take, type Taken } from './take';

/** A time as a sentence gives it. */
export type TimeToken = {
  text: string;
  /** `2026-03-02`, when the sentence gives the day. */
  day?: string;
  /** Milliseconds since midnight in its zone. */
  ofDay: number;
  /** How exactly it is given, in milliseconds: 3,600,000 for an hour. */
  precision: number;
  /** Minutes east of UTC. */
  offset: number;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Zones that people name, in minutes east of UTC. Names that mean several zones are not listed. */
const ZONES: Record<string, number> = {
  utc: 0,
  gmt: 0,
  z: 0,
  cet: 60,
  cest: 120,
  eest: 180,
  edt: -240,
  pst: -480,
  pdt: -420,
};

const DATE = String.raw`(?<day>\d{4}-\d\d-\d\d)`;
const CLOCK = String.raw`(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:\.(?<fraction>\d{1,9}))?)?`;
const ZONE = String.raw`(?:\s?(?<half>[ap]\.?m\.?)(?![a-z]))?(?:\s?(?<zone>UTC|GMT|Z|CET|CEST|EEST|EDT|PST|PDT)\b|\s?(?<sign>[+-])(?<zoneHour>\d\d):?(?<zoneMinute>\d\d))?`;

const WITH_CLOCK = new RegExp(
  String.raw`(?:${DATE}(?:T|\s+(?:at\s+)?))?(?<![\d:.])${CLOCK}(?![\d:])${ZONE}`,
  'gi',
);
const WITH_HOUR = new RegExp(
  String.raw`(?:${DATE}\s+)?\b(?<hour>[01]?\d|2[0-3])h\s?UTC\b`,
  'gi',
);
const ONLY_DAY = new RegExp(String.raw`\b${DATE}\b`, 'g');

/** Times of day, days, and both together. A time without a zone is taken for UTC. */
export function extractTimes(text: string): Taken<TimeToken> {
  const clock = take(text, WITH_CLOCK, readTime);
  const hour = take(clock.rest, WITH_HOUR, readTime);
  const day = take(hour.rest, ONLY_DAY, readTime);
  return {
    found: [...clock.found, ...hour.found, ...day.found],
    rest: day.rest,
  };
}

function readTime(match: RegExpMatchArray): TimeToken | undefined {
  const parts = match.groups ?? {};
  if (parts.day && Number.isNaN(Date.parse(parts.day))) return undefined;
  let precision = DAY;
  let ofDay = 0;
  if (parts.hour !== undefined) {
    precision = HOUR;
    ofDay = Number(parts.hour) * HOUR;
    if (/^p/i.test(parts.half ?? '') && Number(parts.hour) < 12) {
      ofDay += 12 * HOUR;
    }
    if (/^a/i.test(parts.half ?? '') && Number(parts.hour) === 12) ofDay = 0;
  }
  if (parts.minute !== undefined) {
    precision = MINUTE;
    ofDay += Number(parts.minute) * MINUTE;
  }
  if (parts.second !== undefined) {
    precision = 1000;
    ofDay += Number(parts.second) * 1000;
  }
  if (parts.fraction !== undefined) {
    precision = 1;
    ofDay += Math.floor(Number(`0.${parts.fraction}`) * 1000);
  }
  return {
    text: match[0].trim(),
    ...(parts.day && { day: parts.day }),
    ofDay,
    precision,
    offset: offsetOf(parts),
  };
}

function offsetOf(parts: Record<string, string | undefined>): number {
  if (parts.sign) {
    const minutes = Number(parts.zoneHour) * 60 + Number(parts.zoneMinute);
    return parts.sign === '-' ? -minutes : minutes;
  }
  return ZONES[(parts.zone ?? 'utc').toLocaleLowerCase('en-US')] ?? 0;
}

/** Whether a time of a sentence is this instant, as exactly as the sentence gives it. */
export function isInstant(token: TimeToken, instant: number): boolean {
  const local = instant + token.offset * MINUTE;
  const day = Math.floor(local / DAY) * DAY;
  if (token.day && Date.parse(token.day) !== day) return false;
  if (token.precision === DAY) return true;
  const ofDay = local - day;
  return (
    Math.floor(ofDay / token.precision) ===
    Math.floor(token.ofDay / token.precision)
  );
}
