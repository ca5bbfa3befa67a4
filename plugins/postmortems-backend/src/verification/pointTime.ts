import { isoTimeSchema } from '@postmortems/backstage-plugin-postmortems-common';

/** Times as sources write them nearly always; days that not each month has are left to the schema. */
const USUAL =
  /^\d{4}-(?:0\d|1[0-2])-(?:[01]\d|2[0-8])T\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/** A time in milliseconds since 1970; `undefined` when it cannot be read. Metrics have thousands. */
export function pointTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const time = USUAL.test(value) ? Date.parse(value) : NaN;
  if (!Number.isNaN(time)) return time;
  const known = isoTimeSchema.safeParse(value).data;
  return known === undefined ? undefined : Date.parse(known);
}
