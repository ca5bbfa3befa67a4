import {
  candidateCauseOf,
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
} from '../../verification';
import { block } from '../write/blocks';
import {
  cite,
  claimId,
  claimOf,
  recordSource,
  stated,
} from '../write/sentence';
import type { SectionContext } from './context';

/** Possible causes that a document lists; the others are tied less well. */
export const MAX_CANDIDATES = 5;

const SHORT_CAUSE_KEY = 'cause';
/** The id of the sentence that tells the cause in short. */
export const SHORT_CAUSE_ID = claimId('summary', SHORT_CAUSE_KEY);

/** One paragraph for each possible cause, the best tied first. */
export function candidateBlocks(context: SectionContext): DraftBlock[] {
  return context.causes
    .slice(0, MAX_CANDIDATES)
    .map(({ key, assertion, spans }) =>
      block('paragraph', [
        claimOf('root_cause', key, [{ assertion, spans }], context),
      ]),
    );
}

/**
 * The cause in short, for the summary: the confirmed one, or that none is
 * confirmed. What is not confirmed is never told as the cause.
 */
export function causeInShort(options: {
  confirmed: readonly Claim[];
  /** How many possible causes are listed. */
  listed: number;
  seal: EvidenceSeal;
  messages?: Messages;
}): Omit<Claim, 'verdict' | 'reasons' | 'verifierVersion'> {
  const { confirmed, listed, seal } = options;
  const { messages = english } = options;
  const [first] = confirmed;
  if (!first) {
    return {
      ...claimOf(
        'summary',
        SHORT_CAUSE_KEY,
        [
          stated(
            { type: 'missingEvidence', what: 'cause_decision', count: listed },
            // What does not change when more evidence comes
            cite(recordSource(seal), '/key'),
          ),
        ],
        { style: DEFAULT_STYLE, messages },
      ),
    };
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

/** The id of the claim of {@link allRuledOut}. */
export const ALL_RULED_OUT_ID = claimId('root_cause', 'all ruled out');

/** In place of possible causes, when all of them are ruled out. */
export function allRuledOut(seal: EvidenceSeal): DraftBlock {
  const { text, spans, reading } = causeInShort({
    confirmed: [],
    listed: 0,
    seal,
  });
  return block('paragraph', [
    { id: ALL_RULED_OUT_ID, kind: 'root_cause', text, spans, reading },
  ]);
}

/** A confirmed cause as the statement that action items follow from. */
export function statementOf(claim: Claim): DraftClaim {
  const { id, text, spans } = claim;
  const statement = candidateCauseOf(claim)?.statement ?? text;
  return {
    id,
    kind: 'root_cause',
    text: /[.!?]$/.test(statement) ? statement : `${statement}.`,
    spans,
  };
}
