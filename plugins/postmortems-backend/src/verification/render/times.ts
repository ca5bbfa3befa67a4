import type { Instant } from '@postmortems/backstage-plugin-postmortems-common';

/** Smallest unit in which a time is stated. */
export type TimePrecision = 'second' | 'minute' | 'hour';

const PRECISION_MS: Record<TimePrecision, number> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
};

/** A time as a clock and a calendar in its zone show it. */
type ZonedTime = {
  /** `2026-03-02` */
  day: string;
  hour: string;
  minute: string;
  second: string;
};

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

export function zonedTime(at: string, timeZone: string): ZonedTime {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** The zone's short name at a time: `CET` in winter, `CEST` in summer. */
export function zoneName(
  at: string,
  { timeZone, locale }: { timeZone: string; locale: string },
): string {
  if (timeZone === 'UTC') return 'UTC';
  return (
    new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
      .formatToParts(new Date(at))
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  );
}

/** A time as a sentence states it: the beginning of its second, its minute, or its hour in the zone. */
export function instantOf(
  at: string,
  precision: TimePrecision,
  timeZone: string,
): Instant {
  const precisionMs = PRECISION_MS[precision];
  const time = Date.parse(at);
  const start =
    precision === 'hour'
      ? time - sinceHour(at, timeZone)
      : time - (time % precisionMs);
  return {
    at: new Date(start).toISOString(),
    precisionMs,
    bound: 'exactly',
  };
}

/** Milliseconds since the hour began in a zone; those of some begin in the middle of ours. */
function sinceHour(at: string, timeZone: string): number {
  const { minute, second } = zonedTime(at, timeZone);
  return (
    (Number(minute) * 60 + Number(second)) * 1000 + (Date.parse(at) % 1000)
  );
}

/** An incident that is over sooner is told to the second, in milliseconds. */
const SHORT_MS = 10 * 60_000;

/** Whether an incident is so short that minutes would not tell its times apart. */
export function isShort(incident: {
  startedAt: string;
  resolvedAt?: string;
}): boolean {
  const { startedAt, resolvedAt } = incident;
  return (
    resolvedAt !== undefined &&
    Date.parse(resolvedAt) - Date.parse(startedAt) < SHORT_MS
  );
}

/** The time zone of a name as `Intl` calls it; `undefined` when it knows none, and for UTC. */
export function knownTimeZone(name: string | undefined): string | undefined {
  if (!name) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-GB', {
      timeZone: name.trim(),
    }).resolvedOptions();
    return timeZone === 'UTC' ? undefined : timeZone;
  } catch {
    return undefined;
  }
}
