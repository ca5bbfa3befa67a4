import type { Verdict } from '@postmortems/backstage-plugin-postmortems-common';

/** From what the evidence bears out to what it speaks against. */
export const VERDICTS = [
  'supported',
  'attested',
  'partial',
  'unsupported',
  'contradicted',
] as const satisfies readonly Verdict[];
