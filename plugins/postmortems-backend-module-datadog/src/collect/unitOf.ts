import type { v2 } from '@datadog/datadog-api-client';

/** Names of Datadog's units that have another one here. */
const UNITS: Partial<Record<string, string>> = {
  second: 'seconds',
  millisecond: 'milliseconds',
  byte: 'bytes',
  percent: 'percent',
  fraction: 'ratio',
};

/** Things that are counted: how many a second has needs no name. */
const COUNTED = ['hit', 'request', 'error', 'operation', 'event'];

/**
 * The unit that Datadog says a series has: one, or one per another.
 *
 * @returns `undefined` when it says none, as for most formulas
 */
export function unitOf(
  unit: v2.TimeseriesResponseSeries['unit'],
): string | undefined {
  const [one, per] = unit ?? [];
  if (!one?.name) return undefined;
  if (!per?.name) {
    return COUNTED.includes(one.name)
      ? 'count'
      : UNITS[one.name] ?? one.plural ?? one.name;
  }
  return per.name === 'second' && COUNTED.includes(one.name)
    ? 'per_second'
    : `${one.plural ?? one.name} per ${per.name}`;
}
