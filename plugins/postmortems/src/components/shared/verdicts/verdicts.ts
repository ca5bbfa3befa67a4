import type { Verdict } from '@postmortems/backstage-plugin-postmortems-common';

/** From supported to contradicted. */
export const VERDICTS = [
  'supported',
  'attested',
  'unverified',
  'unsupported',
  'contradicted',
] as const satisfies readonly Verdict[];
