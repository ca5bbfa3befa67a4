import {
  quotableText,
  resolvePointer,
  type EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';
import type { SealedFacts, SealedNode } from '../SealedFacts';
import type { Evaluation } from './types';

/** Longest quote of a span that code makes, in characters. */
const MAX_QUOTE = 600;

export const holdsBy = (
  detail: string,
  ...spans: EvidenceSpan[]
): Evaluation => ({ outcome: 'holds', detail, spans });

export const contradictedBy = (
  detail: string,
  ...spans: EvidenceSpan[]
): Evaluation => ({ outcome: 'contradicted', detail, spans });

export const unsupported = (
  detail: string,
  ...spans: EvidenceSpan[]
): Evaluation => ({ outcome: 'unsupported', detail, spans });

export const unknown = (
  detail: string,
  ...spans: EvidenceSpan[]
): Evaluation => ({ outcome: 'unknown', detail, spans });

/** The place of a payload or of the incident's record as a span; none when there is nothing to quote. */
export function spanAt(
  facts: SealedFacts,
  evidenceId: string,
  pointer: string,
): EvidenceSpan[] {
  const quote = quotableText(
    resolvePointer(facts.document(evidenceId), pointer),
  );
  return quote
    ? [{ evidenceId, pointer, quote: quote.slice(0, MAX_QUOTE) }]
    : [];
}

/** A node of one of the kinds, or why there is none. */
export function nodeOfKind(
  facts: SealedFacts,
  id: string,
  kinds: readonly string[],
): SealedNode | Evaluation {
  if (facts.isChanged(id)) {
    return unsupported(`The evidence ${id} is not what was sealed`);
  }
  const found = facts.node(id);
  if (!found) return unsupported(`The evidence ${id} does not exist`);
  return kinds.includes(String(found.node.payload.kind))
    ? found
    : contradictedBy(
        `${id} is of kind ${String(found.node.payload.kind ?? 'unknown')}`,
      );
}

/** The first finding that is not true, or the last one. */
export function firstFailing(
  evaluations: readonly Evaluation[],
): Evaluation | undefined {
  const byOutcome = (outcome: Evaluation['outcome']) =>
    evaluations.find(one => one.outcome === outcome);
  return (
    byOutcome('contradicted') ??
    byOutcome('unsupported') ??
    byOutcome('unknown')
  );
}

/** Whether a source says these words. An ellipsis at their end says that it goes on. */
export function saysWords(actual: string, stated: string): boolean {
  const words = stated.replace(/\s*(?:…|\.\.\.)\s*$/, '');
  return words !== '' && nameKey(actual).includes(nameKey(words));
}
