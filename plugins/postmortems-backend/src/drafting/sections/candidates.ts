import {
  candidateCauseOf,
  isUnlikelyCause,
  TELLING_TIES,
  type AssertionOf,
  type CandidateCauseAssertion,
  type Claim,
  type DraftClaim,
  type EvidenceSeal,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import {
  MAX_SPANS,
  DEFAULT_STYLE,
  english,
  type Messages,
  type RenderStyle,
} from '../../verification';
import { block } from '../write/blocks';
import {
  cite,
  claimId,
  claimOf,
  firstSentences,
  recordSource,
  stated,
  type Stated,
} from '../write/sentence';
import type { SectionContext } from './context';

/** Possible causes that a document lists; the others are tied less well. */
export const MAX_CANDIDATES = 5;

const OPEN_KEY = 'open';
/** The id of the sentence that tells what is still open. */
export const OPEN_ID = claimId('summary', OPEN_KEY);
const SHORT_CAUSE_KEY = 'cause';
/** The id of the sentence that tells the cause in short. */
export const SHORT_CAUSE_ID = claimId('summary', SHORT_CAUSE_KEY);

/** One paragraph for each possible cause, the best tied first. */
export function candidateBlocks(context: SectionContext): DraftBlock[] {
  return candidateClaims(context).map(claim => block('paragraph', [claim]));
}

/** The possible causes that the document lists. */
export function candidateClaims(context: SectionContext): DraftClaim[] {
  return context.causes
    .filter(({ assertion }) => !isUnlikelyCause(assertion))
    .slice(0, MAX_CANDIDATES)
    .map(({ key, assertion, spans }) =>
      claimOf('root_cause', key, [{ assertion, spans }], context),
    );
}

/**
 * The cause in short, for the summary: the confirmed one, or the possible one that
 * is tied best, as what it is. What is not confirmed is never told as the cause.
 */
export function causeInShort(options: {
  confirmed: readonly Claim[];
  /** Possible causes that are listed, the best tied first. */
  listed: readonly DraftClaim[];
  seal: EvidenceSeal;
  /** What somebody wrote of the cause. */
  said?: readonly Stated[];
  messages?: Messages;
  style?: RenderStyle;
}): Omit<Claim, 'verdict' | 'reasons' | 'verifierVersion'> {
  const { confirmed, listed, seal, said = [], messages = english } = options;
  const [first] = confirmed;
  if (!first) {
    return claimOf(
      'summary',
      SHORT_CAUSE_KEY,
      [undecided(withPlainWords(listed, said), seal), ...said],
      { style: options.style ?? DEFAULT_STYLE, messages },
    );
  }
  const assertions = confirmed.flatMap(claim => candidateCauseOf(claim) ?? []);
  return {
    id: SHORT_CAUSE_ID,
    // What is said of the cause is checked as strictly here as in its own section
    kind: 'root_cause',
    text: messages.causeInShort({
      statements: assertions.map(({ statement }) =>
        statement.replace(/[.\s]+$/, ''),
      ),
    }),
    spans: confirmed.flatMap(({ spans }) => spans).slice(0, MAX_SPANS),
    reading: { by: 'renderer', assertions, leftOver: [] },
    ...(first.decision && { decision: first.decision }),
  };
}

/** A log line says less to who reads a summary than what somebody wrote of the cause. */
function withPlainWords(
  listed: readonly DraftClaim[],
  said: readonly Stated[],
): readonly DraftClaim[] {
  return said.length > 0
    ? listed.filter(claim => candidateCauseOf(claim)?.origin !== 'condition')
    : listed;
}

/**
 * What is still open, for the end of the summary: the cause while nobody has
 * confirmed one, and what people asked or said that nobody knows.
 */
export function openInShort(options: {
  isCauseOpen: boolean;
  said: readonly Stated[];
  seal: EvidenceSeal;
  messages?: Messages;
  style?: RenderStyle;
}): DraftClaim | undefined {
  const { isCauseOpen, said, seal, messages = english } = options;
  if (!isCauseOpen && said.length === 0) return undefined;
  return claimOf(
    'summary',
    OPEN_KEY,
    [
      stated(
        {
          type: 'missingEvidence',
          what: 'open',
          count: isCauseOpen ? 1 : 0,
        },
        cite(recordSource(seal), '/key'),
      ),
      ...said,
    ],
    { style: options.style ?? DEFAULT_STYLE, messages },
  );
}

/** What somebody wrote of the cause, as the sentence that tells the cause in short has it. */
export function saidOfCause({
  reading,
  spans,
}: Pick<Claim, 'reading' | 'spans'>): Stated[] {
  return (reading?.assertions ?? []).flatMap(assertion =>
    assertion.type === 'said' || assertion.type === 'quotation'
      ? [
          stated(
            assertion,
            spans.filter(({ evidenceId }) => evidenceId === assertion.evidence),
          ),
        ]
      : [],
  );
}

/** That no cause is confirmed, with the possible one that stands first. */
function undecided(listed: readonly DraftClaim[], seal: EvidenceSeal): Stated {
  const [first] = listed;
  const cause = first && candidateCauseOf(first);
  const named = cause && leading(first, cause);
  return stated(
    {
      type: 'missingEvidence',
      what: 'cause_decision',
      ...(listed.length > 0 && { count: listed.length }),
      ...named,
    },
    // What does not change when more evidence comes
    cite(recordSource(seal), '/key'),
    named ? first.spans : [],
  );
}

/**
 * The possible cause as the summary names it: what the investigator states, or what
 * evidence ties to the incident by more than place and time; nothing against which
 * something speaks, and no words of people, which are theirs to confirm first.
 */
function leading(
  { spans }: DraftClaim,
  { origin, statement, cause, ties, against }: CandidateCauseAssertion,
):
  | Pick<AssertionOf<'missingEvidence'>, 'origin' | 'text' | 'evidence'>
  | undefined {
  if (origin === 'person' || origin === 'model') return undefined;
  const isTold =
    origin === 'investigator' ||
    ties.some(({ type }) => TELLING_TIES.has(type));
  if (!isTold || against.length > 0) return undefined;
  const evidence =
    origin === 'chat'
      ? spans.find(({ pointer }) => pointer === '/text')?.evidenceId
      : cause?.evidence;
  return {
    origin,
    text: firstSentences(statement).replace(/[.\s]+$/, ''),
    ...(evidence && { evidence }),
  };
}

/** The id of the claim of {@link allRuledOut}. */
export const ALL_RULED_OUT_ID = claimId('root_cause', 'all ruled out');

/** In place of possible causes, when all of them are ruled out. */
export function allRuledOut(seal: EvidenceSeal): DraftBlock {
  const none = stated(
    { type: 'missingEvidence', what: 'cause_decision', count: 0 },
    cite(recordSource(seal), '/key'),
  );
  return block('paragraph', [
    claimOf('root_cause', 'all ruled out', [none], {
      style: DEFAULT_STYLE,
      messages: english,
    }),
  ]);
}
