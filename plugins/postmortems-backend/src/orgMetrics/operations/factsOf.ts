import {
  countVerdicts,
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type ActionItem,
  type Claim,
  type ClaimKind,
  type Incident,
  type PostmortemContent,
  type VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentFacts } from '../figures/IncidentFacts';
import type {
  ActionItemRow,
  PostmortemRow,
} from '../../platform/database/tables';

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

/** What is read from a document's sentences, which is more work than everything else. */
export type Told = Pick<IncidentFacts, 'verdicts' | 'themes'>;

export function toldBy(content: Pick<PostmortemContent, 'sections'>): Told {
  return { verdicts: coverageOf(content), themes: [] };
}

/** How an incident went, and what became of its postmortem. */
export function factsOf(options: {
  incident: Incident;
  document: PostmortemRow | undefined;
  items: readonly Pick<ActionItemRow, 'state' | 'owner_ref' | 'due_at'>[];
  told: Told;
}): IncidentFacts {
  const { incident, document, items, told } = options;
  const { startedAt, resolvedAt } = incident;
  return {
    startedAt,
    severity: incident.severity,
    visibility: incident.visibility,
    createdBy: incident.createdBy,
    resolvedAt: resolvedAt ?? null,
    services: incident.services,
    participants: incident.participants,
    hasPostmortem: document !== undefined,
    published: Boolean(document?.published_at),
    minutesToResolve: minutesBetween(startedAt, resolvedAt),
    minutesToDraft: minutesBetween(resolvedAt, document?.created_at),
    minutesToReview: minutesBetween(resolvedAt, document?.review_at),
    ...told,
    items: items.map(({ state, owner_ref: owner, due_at: dueAt }) => ({
      state: state as ActionItem['state'],
      owner,
      dueAt,
    })),
  };
}

/** Verdicts of the sentences that evidence coverage is about. */
function coverageOf({
  sections,
}: Pick<PostmortemContent, 'sections'>): VerdictCounts {
  return countVerdicts(
    sections
      .flatMap(({ blocks }) => blocks)
      .flatMap(({ claims }) => claims)
      .filter(isCovered),
  );
}

/** Whether a sentence says something that captured evidence bears out, or should. */
function isCovered({ kind, spans }: Claim): boolean {
  return (
    TELLING.has(kind) &&
    (spans.length === 0 ||
      spans.some(({ evidenceId }) => !OWN_RECORDS.has(evidenceId)))
  );
}

function minutesBetween(
  from: string | null | undefined,
  to: string | null | undefined,
): number | null {
  if (!from || !to) return null;
  return Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
}
