import {
  RECORD_EVIDENCE_ID,
  type EvidenceSeal,
  type PictureCause,
  type PicturePhase,
} from '@postmortems/backstage-plugin-postmortems-common';

/** A stretch of time, in milliseconds since 1970. */
export type TimeWindow = { from: number; to: number };

/** Parts of the length before and after it: what was usual, and what came of it. */
const BEFORE = 0.2;
const MAX_BEFORE_MS = 6 * 3_600_000;
const AFTER = 0.06;
const MIN_LENGTH_MS = 60_000;
/** A cause this long before the start is shown, however short the incident was. */
const MIN_LEAD_MS = 30 * 60_000;
/** Beyond this many lengths of the incident before its start, a cause is at the edge. */
const MAX_LEAD = 2;
const LATEST_TIME_MS = Date.UTC(9999, 11, 31);

const FIELDS = [
  ['impact', 'startedAt'],
  ['detected', 'detectedAt'],
  ['mitigated', 'mitigatedAt'],
  ['recovered', 'resolvedAt'],
] as const;

/** The phases by the incident's record, in the order of their beginning. */
export function phasesOfRecord({ incident }: EvidenceSeal): PicturePhase[] {
  return FIELDS.flatMap(([phase, field]) => {
    const at = incident[field];
    return typeof at === 'string'
      ? {
          phase,
          at,
          evidence: { evidence: RECORD_EVIDENCE_ID, pointer: `/${field}` },
        }
      : [];
  }).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/**
 * From the start of the incident, or its cause where that is near, to its end, or
 * the last evidence where no end is known; with some room on both sides.
 */
export function windowOf(
  seal: EvidenceSeal,
  phases: readonly PicturePhase[],
  cause: PictureCause | undefined,
): TimeWindow {
  const times = phases.map(({ at }) => Date.parse(at));
  const start = Math.min(...times, Date.parse(String(seal.incident.startedAt)));
  const isOver = phases.some(({ phase }) => phase === 'recovered');
  const last = isOver ? start : Date.parse(seal.manifest.to ?? '') || start;
  const end = Math.max(...times, last, start + MIN_LENGTH_MS);
  const length = end - start;
  const earliest = start - Math.max(MAX_LEAD * length, MIN_LEAD_MS);
  const earlier = [cause?.cause.at, cause?.effect.at]
    .map(at => Date.parse(at ?? ''))
    .filter(at => at >= earliest);
  const from =
    Math.min(start - Math.min(length * BEFORE, MAX_BEFORE_MS), ...earlier) -
    length * AFTER;
  return {
    from: Math.floor(from),
    to: Math.min(Math.ceil(end + length * AFTER), LATEST_TIME_MS),
  };
}

export function isoOf(at: number): string {
  return new Date(at).toISOString();
}
