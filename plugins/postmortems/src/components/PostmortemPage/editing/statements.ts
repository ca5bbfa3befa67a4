import type {
  Assertion,
  ClaimKind,
  EvidenceSpan,
  EvidenceStatement,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EditedClaim } from './useBlockEdit';
import { keyOfSpan } from './useSentenceChecks';

/** Most assertions that a person can give for a sentence. */
const MAX_ASSERTIONS = 20;

/** A sentence that says what a statement says. */
export function claimOfStatement(
  { text, assertions, spans }: EvidenceStatement,
  kind: ClaimKind,
): EditedClaim {
  return { text, kind, assertions, spans };
}

/** What several statements assert, each once. */
export function assertionsOf(
  statements: readonly EvidenceStatement[],
): Assertion[] {
  const all = statements.flatMap(({ assertions }) => assertions);
  return [
    ...new Map(all.map(one => [JSON.stringify(one), one])).values(),
  ].slice(0, MAX_ASSERTIONS);
}

/** Citations with those of statements. */
export function withSpans(
  spans: readonly EvidenceSpan[],
  added: readonly { spans: readonly EvidenceSpan[] }[],
): EvidenceSpan[] {
  const all = [...spans, ...added.flatMap(one => one.spans)];
  return [...new Map(all.map(span => [keyOfSpan(span), span])).values()];
}

/** When the first thing happened that statements date. */
export function timeOfStatements(
  statements: readonly EvidenceStatement[],
): string | undefined {
  return statements
    .flatMap(({ assertions }) => assertions)
    .flatMap(one => ('at' in one && one.at ? [one.at.at] : []))
    .sort()[0];
}
