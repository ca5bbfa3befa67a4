import {
  isQuoteAt,
  type Erased,
  type EvidenceSpan,
  type VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts } from './SealedFacts';

const SHOWN = 80;
/** The check that fails where evidence of a large incident was not read. */
export const UNREAD_CHECK = 'unread';

/** What is wrong with the citations of a claim: missing or changed evidence, and quotes that are not there. */
export function checkSpans(
  spans: readonly EvidenceSpan[],
  facts: SealedFacts,
): VerdictReason[] {
  return spans.flatMap(span => checkSpan(span, facts) ?? []);
}

function checkSpan(
  { evidenceId, pointer, quote }: EvidenceSpan,
  facts: SealedFacts,
): VerdictReason | undefined {
  const failed = (check: string, message: string): VerdictReason => ({
    check,
    outcome: 'failed',
    message,
  });
  if (facts.isChanged(evidenceId)) {
    return failed(
      'hash',
      `The evidence ${evidenceId} is not what was sealed: its content does not have its hash`,
    );
  }
  const erased = facts.erasureOf(evidenceId);
  if (erased) return erasedReason(erased);
  const document = facts.document(evidenceId);
  if (facts.unread?.has(evidenceId)) {
    return failed(
      UNREAD_CHECK,
      `The evidence ${evidenceId} is among what is too much to be read at once`,
    );
  }
  if (!document) {
    return failed(
      'missing',
      `The evidence ${evidenceId} does not exist in this incident`,
    );
  }
  if (!isQuoteAt(document, pointer, quote)) {
    const shown = quote.length > SHOWN ? `${quote.slice(0, SHOWN)} …` : quote;
    return failed(
      'quote',
      `“${shown}” is not at ${pointer || 'the root'} of ${evidenceId}`,
    );
  }
  return undefined;
}

/** Why a claim has lost its evidence. */
export function erasedReason({ at, reason }: Erased): VerdictReason {
  return {
    check: 'erased',
    outcome: 'failed',
    message: `The evidence was erased on ${at.slice(0, 10)}: ${reason}`,
  };
}
