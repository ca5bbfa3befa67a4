import {
  countVerdicts,
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type ActionItemState,
  type Claim,
  type ClaimKind,
  type RetrospectiveContent,
  type VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentRow, RetrospectiveRow } from '../../tables';

/** To be raised when the same incident gets other facts: the older ones are then made again. Themes have a version of their own. */
export const FACTS_VERSION = 1;

const MINUTE_MS = 60_000;

/** Kinds of sentences that tell what happened and why. */
const TELLING: ReadonlySet<ClaimKind> = new Set([
  'summary',
  'impact',
  'timeline',
  'root_cause',
  'contributing_factor',
  'ruled_out',
]);

/** Evidence that the system made itself from what people entered. */
const OWN_RECORDS: ReadonlySet<string> = new Set([
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
]);

/** Whether a sentence says something that captured evidence bears out, or should. */
function isCovered({ kind, spans }: Claim): boolean {
  return (
    TELLING.has(kind) &&
    (spans.length === 0 ||
      spans.some(({ evidenceId }) => !OWN_RECORDS.has(evidenceId)))
  );
}

/** Verdicts of the sentences that evidence coverage is about. */
export function coverageOf({
  sections,
}: Pick<RetrospectiveContent, 'sections'>): VerdictCounts {
  return countVerdicts(
    sections
      .flatMap(({ blocks }) => blocks)
      .flatMap(({ claims }) => claims)
      .filter(isCovered),
  );
}

/** Facts about how an incident went, and what became of its postmortem. */
export function timesOf(incident: IncidentRow, document?: RetrospectiveRow) {
  const { started_at: startedAt, resolved_at: resolvedAt } = incident;
  const toDraft = minutesBetween(resolvedAt, document?.created_at);
  const toReview = minutesBetween(resolvedAt, document?.review_at);
  return {
    started_at: startedAt,
    severity: incident.severity,
    visibility: incident.visibility,
    opened_by: incident.created_by,
    resolved_at: resolvedAt,
    minutes_to_resolve: minutesBetween(startedAt, resolvedAt),
    // What was there before the end says nothing of how long it took after it
    minutes_to_draft: toDraft !== null && toDraft >= 0 ? toDraft : null,
    minutes_to_review: toReview !== null && toReview >= 0 ? toReview : null,
    drafted_before_end: toDraft !== null && toDraft < 0 ? 1 : 0,
    reviewed_before_end: toReview !== null && toReview < 0 ? 1 : 0,
    retrospectives: document ? 1 : 0,
    published: document?.published_at ? 1 : 0,
  };
}

/** Whole minutes, rounded down; `null` when either end is missing. */
function minutesBetween(
  from: string | null | undefined,
  to: string | null | undefined,
): number | null {
  if (!from || !to) return null;
  return Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
}

/** Action items by what figures call them. */
export function itemColumns(counts: ReadonlyMap<ActionItemState, number>) {
  const of = (...states: ActionItemState[]) =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  return {
    items_proposed: of('proposed'),
    items_open: of('open', 'in_progress'),
    items_closed: of('done', 'verified'),
    items_dropped: of('dropped'),
  };
}
