const ISO =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(?:Z|UTC|([+-]\d\d)(?::?(\d\d))?)?$/i;
/** Of numbers since 1970, by their length, how many make a millisecond. */
const EPOCHS: [RegExp, number][] = [
  [/^\d{10}(?:\.\d+)?$/, 0.001],
  [/^\d{13}(?:\.\d+)?$/, 1],
  [/^\d{16}$/, 1_000],
  [/^\d{19}$/, 1_000_000],
];

/**
 * A time as senders write it: ISO 8601 with a time of day, also with spaces as in
 * `2021-04-28 21:50:00 +0200`, and UTC when no zone is there; or a number of seconds,
 * milli-, micro- or nanoseconds since 1970. `Date` would read a time from any text with
 * a digit in it.
 *
 * @returns `undefined` for what is none of these
 */
export function timeOf(text: string): Date | undefined {
  const at = new Date(isoOf(text) ?? millisOf(text) ?? NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function isoOf(text: string): string | undefined {
  const [, day, time, hours, minutes = '00'] = ISO.exec(text) ?? [];
  if (!day) return undefined;
  const zone = hours ? `${hours}:${minutes}` : 'Z';
  return `${day}T${time.replace(',', '.')}${zone}`;
}

function millisOf(text: string): number | undefined {
  const [, perMilli] = EPOCHS.find(([pattern]) => pattern.test(text)) ?? [];
  return perMilli && Math.trunc(Number(text) / perMilli);
}
