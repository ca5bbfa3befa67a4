import { durationToMilliseconds } from '@backstage/types';
import type { SourceStatus } from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { SourceActivityRow } from './SourceActivityStore';

/** A poll that takes longer is ended, in milliseconds. */
export const POLL_TIMEOUT_MS = 10 * 60 * 1000;
/** One that takes several times as long as until the next one hangs … */
const FREQUENCIES = 3;
/** … but not for being slow once, in milliseconds. */
const LEAST_MS = 60_000;

/** The poll that should have ended long ago, or `undefined`. */
export function hungSince(
  run: Pick<SourceActivityRow, 'started_at' | 'succeeded_at' | 'failed_at'>,
  { frequency }: NonNullable<EvidenceSource['poll']>,
  now = Date.now(),
): SourceStatus['hung'] {
  const { started_at: since, succeeded_at: succeeded, failed_at: failed } = run;
  const goesOn = since > (succeeded ?? '') && since > (failed ?? '');
  const allowed = Math.max(
    LEAST_MS,
    Math.min(FREQUENCIES * durationToMilliseconds(frequency), POLL_TIMEOUT_MS),
  );
  return goesOn && now - Date.parse(since) > allowed
    ? { since, activity: 'poll' }
    : undefined;
}
