import {
  isRemovedBlock,
  RECORD_EVIDENCE_ID,
  type EvidenceSeal,
  type PictureCause,
  type PicturePhase,
  type Postmortem,
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

/**
 * The phases in the order of their beginning: by the incident's record, and where it
 * gives no time, by the first entry of the phase in the document's timeline.
 */
export function phasesOf(
  seal: EvidenceSeal,
  postmortem: Pick<Postmortem, 'sections'>,
): PicturePhase[] {
  const recorded = recordedPhases(seal);
  const known = new Set(recorded.map(({ phase }) => phase));
  const found = new Map<string, PicturePhase>();
  const entries = postmortem.sections
    .flatMap(({ blocks }) => blocks)
    .filter(block => block.timeline?.phase && !isRemovedBlock(block));
  for (const { claims, timeline } of entries) {
    const { at, phase } = timeline!;
    if (!phase || phase === 'before' || known.has(phase)) continue;
    const earlier = found.get(phase);
    if (earlier && earlier.at <= at) continue;
    const evidence = claims.flatMap(({ spans }) => spans)[0]?.evidenceId;
    found.set(phase, {
      phase,
      at,
      ...(evidence && { evidence: { evidence } }),
    });
  }
  return [...recorded, ...found.values()].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
}

function recordedPhases({ incident }: EvidenceSeal): PicturePhase[] {
  return FIELDS.flatMap(([phase, field]) => {
    const at = incident[field];
    return typeof at === 'string'
      ? {
          phase,
          at,
          evidence: { evidence: RECORD_EVIDENCE_ID, pointer: `/${field}` },
        }
      : [];
  });
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
