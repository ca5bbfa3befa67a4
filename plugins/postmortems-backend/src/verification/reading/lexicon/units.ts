import type { Unit } from '@postmortems/backstage-plugin-postmortems-common';

/** A written unit: what it is in a unit of assertions. */
export type WrittenUnit = {
  unit: Unit;
  factor: number;
  /** Per minute: a rate of its own, or a count of a metric that counts by the minute. */
  perMinute?: boolean;
};

const listed = (unit: Unit, factor: number, names: string) =>
  names.split('|').map(name => [name, { unit, factor }] as const);

/** Units of quantities other than lengths of time. */
export const UNITS: Readonly<Record<string, WrittenUnit>> = Object.fromEntries([
  ...listed('percent', 1, '%|percent|per cent'),
  ...listed('milliseconds', 1, 'ms|msec|millisecond|milliseconds'),
  ...listed('seconds', 1, 's|sec|secs|second|seconds'),
  ...listed('bytes', 1, 'b|byte|bytes'),
  ...listed('bytes', 1e3, 'kb|kilobyte|kilobytes'),
  ...listed('bytes', 1e6, 'mb|megabyte|megabytes'),
  ...listed('bytes', 1e9, 'gb|gigabyte|gigabytes'),
  ...listed('bytes', 1e12, 'tb|terabyte|terabytes'),
  ...listed('bytes', 2 ** 10, 'kib|kibibytes'),
  ...listed('bytes', 2 ** 20, 'mib|mebibytes'),
  ...listed('bytes', 2 ** 30, 'gib|gibibytes'),
  ...listed('bytes', 2 ** 40, 'tib|tebibytes'),
  ...listed(
    'per_second',
    1,
    'per second|a second|/s|rps|qps|requests per second|requests a second|requests/s|req/s|queries per second|messages per second|messages a second',
  ),
  ...[
    'per minute',
    'a minute',
    '/min',
    'requests per minute',
    'requests a minute',
    'messages per minute',
  ].map(
    name =>
      [
        name,
        { unit: 'per_second', factor: 1 / 60, perMinute: true } as WrittenUnit,
      ] as const,
  ),
]);

/** Lengths of time in seconds. */
export const TIME_UNITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'ms|millisecond|milliseconds'.split('|').map(name => [name, 0.001]),
  ...'s|sec|secs|second|seconds'.split('|').map(name => [name, 1]),
  ...'min|mins|minute|minutes'.split('|').map(name => [name, 60]),
  ...'h|hr|hrs|hour|hours'.split('|').map(name => [name, 3600]),
  ...'d|day|days'.split('|').map(name => [name, 86_400]),
  ...'week|weeks'.split('|').map(name => [name, 604_800]),
]);
