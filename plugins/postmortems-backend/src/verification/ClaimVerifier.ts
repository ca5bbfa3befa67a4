import {
  isJudgement,
  type Assertion,
  type DraftClaim,
  type EvidenceSpan,
  type Reading,
  type TextRange,
  type Verdict,
  type VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import { evaluateAssertion } from './assertions';
import type { Evaluation } from './assertions/types';
import { checkSpans, UNREAD_CHECK } from './checkSpans';
import { lacksConfidence } from './confidence';
import { findLookAlikes } from './lookAlikes';
import { accountFor, alternativesOf, readSentence } from './reading';
import { render } from './render';
import type { SealedFacts } from './SealedFacts';
import { findUntraceable } from './traceable';
import { uniqueSpans } from './uniqueSpans';

/** Left-over words that one reason names. */
const MAX_NAMED = 5;
const MAX_SUMMARY = 8000;

/** A verdict with its reasons, what the text was read as, and the evidence found for it. */
export type Verification = {
  verdict: Verdict;
  reasons: VerdictReason[];
  reading: Reading;
  /** The citations of the claim; those that the evaluation found, where it had none. */
  spans: EvidenceSpan[];
};

/**
 * Verifies a claim against sealed evidence, whoever wrote it. `supported` is given
 * only when code has evaluated everything that the sentence says. Deterministic:
 * the same claim and evidence give the same verdict.
 */
export class ClaimVerifier {
  /** Stored with each verdict; changes when verdicts may change. */
  readonly version: string = '9';

  verify(
    claim: Pick<DraftClaim, 'kind' | 'text' | 'spans' | 'reading'>,
    facts: SealedFacts,
  ): Verification {
    const reading = readingOf(claim, facts);
    const evaluations = reading.assertions.map(assertion => ({
      check: assertion.type,
      ...evaluateOnAll(assertion, facts),
    }));
    const unsure = evaluations.flatMap((evaluation, index) =>
      lacksConfidence(reading.assertions[index], evaluation, facts),
    );
    const cited = checkSpans(claim.spans, facts);
    const broken = cited.filter(({ check }) => check !== UNREAD_CHECK);
    const unread = [
      ...cited.filter(({ check }) => check === UNREAD_CHECK),
      ...readInPart(reading, facts),
    ];
    const leftOver = namesLeftOver(claim.text, reading.leftOver);
    const lookAlikes = findLookAlikes(claim.text, facts);
    const spans =
      claim.spans.length > 0
        ? claim.spans
        : uniqueSpans(evaluations.flatMap(one => one.spans));
    const uncited: VerdictReason[] =
      spans.length === 0 && evaluations.every(one => one.outcome !== 'holds')
        ? [failed('reference', 'The sentence cites no evidence')]
        : [];
    const untraceable = findUntraceable(claim, reading.leftOver, facts);
    const judgement = judgementOf(claim, reading);
    const reasons = [
      ...broken,
      ...unread,
      ...uncited,
      ...evaluations.map(toReason),
      ...untraceable,
      ...unsure,
      ...lookAlikes,
      ...leftOver,
      ...judgement,
    ];
    return {
      verdict: verdictOf({
        // What is not in a part of the evidence may be in the rest
        isBroken: (unread.length > 0
          ? [broken]
          : [broken, uncited, untraceable]
        ).some(one => one.length > 0),
        evaluations,
        isOpen: [unread, unsure, leftOver, lookAlikes, judgement].some(
          one => one.length > 0,
        ),
      }),
      reasons,
      reading,
      spans,
    };
  }

  /**
   * What else the words of a claim can be read as, for a person to choose from,
   * where the grammar declines to choose.
   */
  alternatives(
    { text, spans }: Pick<DraftClaim, 'text' | 'spans'>,
    facts: SealedFacts,
  ): Reading[] {
    return alternativesOf({ text, spans, facts }).map(one => ({
      ...summarised(one),
      by: 'grammar',
    }));
  }
}

/**
 * The outcome for all evidence. Where some of it is not held and could have changed
 * the outcome, no code can tell; only what is there stays there.
 */
function evaluateOnAll(assertion: Assertion, facts: SealedFacts): Evaluation {
  const { result, missed } = facts.watch(() =>
    evaluateAssertion(assertion, facts),
  );
  const isFound =
    assertion.type === 'absence' && result.outcome === 'contradicted';
  return missed && !isFound
    ? {
        ...result,
        outcome: 'unknown',
        detail: `There is too much evidence to read all of it that this is about. In what was read: ${result.detail}`,
      }
    : result;
}

/** Words of people and models may mean evidence that is not held. */
function readInPart(
  reading: Reading,
  { unread }: SealedFacts,
): VerdictReason[] {
  return unread && reading.by !== 'renderer'
    ? [
        failed(
          UNREAD_CHECK,
          `The incident has more evidence than is read at once; ${unread.size} pieces of it were not read for this sentence`,
        ),
      ]
    : [];
}

/**
 * A reading by the renderer is kept, and what a person or a model gave is checked
 * against the words. What else was written is read by the grammar.
 */
function readingOf(
  { text, spans, reading }: Pick<DraftClaim, 'text' | 'spans' | 'reading'>,
  facts: SealedFacts,
): Reading {
  if (reading?.by === 'renderer') return reading;
  const byGrammar = (): Reading => ({
    ...summarised(readSentence({ text, spans, facts })),
    by: 'grammar',
  });
  // Ties of a cause are computed, whoever names it
  const assertions = reading?.assertions.filter(
    ({ type }) => type !== 'candidateCause',
  );
  if (!reading || reading.by === 'grammar' || !assertions?.length) {
    return byGrammar();
  }
  const given = accountFor({ text, spans, assertions, facts });
  if (given.leftOver.length > 0) {
    // A reading that leaves words over does not hide what the evidence denies
    const grammar = byGrammar();
    const isDenied = grammar.assertions.some(
      one => evaluateAssertion(one, facts).outcome === 'contradicted',
    );
    if (isDenied) return grammar;
  }
  const { by, readBy } = reading;
  return {
    ...summarised(given),
    by,
    ...(readBy && { readBy }),
  };
}

function summarised({
  assertions,
  leftOver,
}: Pick<Reading, 'assertions' | 'leftOver'>): Omit<Reading, 'by'> {
  return {
    assertions,
    leftOver,
    ...(assertions.length > 0 && {
      summary: render(assertions).slice(0, MAX_SUMMARY),
    }),
  };
}

function verdictOf(options: {
  isBroken: boolean;
  evaluations: readonly Evaluation[];
  isOpen: boolean;
}): Verdict {
  const { isBroken, evaluations, isOpen } = options;
  const has = (outcome: Evaluation['outcome']) =>
    evaluations.some(one => one.outcome === outcome);
  if (has('contradicted')) return 'contradicted';
  if (isBroken || has('unsupported')) return 'unsupported';
  return isOpen || has('unknown') || evaluations.length === 0
    ? 'unverified'
    : 'supported';
}

/** That something was a cause or contributed is never established by code. */
function judgementOf(
  { kind }: Pick<DraftClaim, 'kind'>,
  { assertions, by }: Reading,
): VerdictReason[] {
  const isNone = assertions.some(({ type }) => type === 'missingEvidence');
  const isGiven = by === 'person' || by === 'model';
  // Somebody could add a step to what is none
  const isStep = isGiven
    ? assertions.every(({ type }) => type === 'step')
    : assertions.some(({ type }) => type === 'step');
  return isJudgement(kind) && !isNone && !isStep
    ? [
        failed(
          'judgement',
          'That this caused or contributed to the incident is for a person to confirm',
        ),
      ]
    : [];
}

function namesLeftOver(
  text: string,
  leftOver: readonly TextRange[],
): VerdictReason[] {
  if (leftOver.length === 0) return [];
  const words = leftOver
    .slice(0, MAX_NAMED)
    .map(({ start, end }) => `“${text.slice(start, end)}”`);
  const more = leftOver.length > MAX_NAMED ? ' and more' : '';
  return [failed('left_over', `No code can check ${words.join(', ')}${more}`)];
}

function toReason({
  check,
  outcome,
  detail,
}: Evaluation & { check: string }): VerdictReason {
  return {
    check,
    outcome: outcome === 'holds' ? 'passed' : 'failed',
    message: detail,
  };
}

function failed(check: string, message: string): VerdictReason {
  return { check, outcome: 'failed', message };
}
