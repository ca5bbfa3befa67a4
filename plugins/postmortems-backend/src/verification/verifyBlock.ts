import {
  canBeAttested,
  candidateCauseOf,
  isJudgement,
  type Author,
  type Block,
  type CauseCounterEvidence,
  type Claim,
  type DraftClaim,
  type Reading,
  type VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import type { BlamelessChecker, BlamelessContext } from '../blameless';
import { atOnce, mapInSteps, type Steps } from '../platform/Turns';
import type { ClaimVerifier, Verification } from './ClaimVerifier';
import {
  counterEvidenceOf,
  DEFAULT_SEARCH,
  reevaluateCause,
  searchOf,
} from './causes';
import type { SealedFacts } from './SealedFacts';

type Unchecked = DraftClaim & {
  attestedBy?: string;
  decision?: Claim['decision'];
  /** Objections of a model judge. */
  doubts?: VerdictReason[];
};

type UncheckedBlock = Omit<DraftBlock, 'claims' | 'more'> & {
  claims: Unchecked[];
  more?: { label: string; claims: Unchecked[] };
};

/** What verifies claims, and what they are verified against. */
export type VerificationSetup = {
  verifier: Pick<ClaimVerifier, 'version' | 'verify'>;
  facts: SealedFacts;
  blameless: BlamelessChecker;
  people: BlamelessContext;
};

/** As many as a reading holds. */
const MAX_ASSERTIONS = 50;

/** A block with a verdict on each of its claims. */
export function verifyBlock(
  block: UncheckedBlock,
  verificationSetup: VerificationSetup,
): Block {
  return atOnce(verifyInSteps(block, verificationSetup));
}

/** As {@link verifyBlock}. */
export function* verifyInSteps(
  block: UncheckedBlock,
  verificationSetup: VerificationSetup,
): Steps<Block> {
  const { claims, more, ...rest } = block;
  const verified = (claim: Unchecked) =>
    verifyClaim(claim, block.author, verificationSetup);
  return {
    ...rest,
    claims: yield* mapInSteps(claims, verified),
    ...(more && {
      more: {
        label: more.label,
        claims: yield* mapInSteps(more.claims, verified),
      },
    }),
  };
}

/**
 * The verdict of a claim. A person may confirm what no code can check; outside
 * causes and factors also what has no evidence; never what the evidence denies, or
 * what cites evidence that is missing or changed. A cause is confirmed by a
 * decision.
 */
function verifyClaim(
  claim: Unchecked,
  author: Author,
  { verifier, facts, blameless, people }: VerificationSetup,
): Claim {
  const verification = verifier.verify(claim, facts);
  const { verdict, reasons } = withDoubts(verification, claim.doubts);
  const { id, kind, text, spans } = { ...claim, ...verification };
  const reading = readAsCause(
    { kind, text, spans, author, reading: claim.reading },
    verification,
    facts,
  );
  const cause = candidateCauseOf({ reading });
  const decision = cause && claim.decision;
  // What states why something happened must not name people
  const concerns = isJudgement(kind) ? blameless.check(text, people) : [];
  const checked = {
    id,
    kind,
    text,
    spans,
    reading,
    reasons,
    verifierVersion: verifier.version,
    ...(decision && { decision }),
    ...(concerns.length > 0 && { concerns }),
  };
  const attestedBy = cause
    ? decision?.outcome === 'confirmed' && decision.by
    : claim.attestedBy;
  if (!attestedBy) return { ...checked, verdict };
  const unexplained = cause
    ? counterEvidenceOf(cause, facts).filter(
        ({ type }) => !decision?.explains?.includes(type),
      )
    : [];
  if (unexplained.length > 0) {
    return {
      ...checked,
      verdict,
      reasons: [...reasons, ...unexplained.map(saysAgainst)],
    };
  }
  return canBeAttested({ kind, verdict, reasons })
    ? {
        ...checked,
        attestedBy,
        verdict: 'attested',
        reasons: [
          ...reasons,
          {
            check: 'attestation',
            outcome: 'passed',
            message: `${attestedBy} confirms it`,
          },
        ],
      }
    : { ...checked, attestedBy, verdict };
}

/** The reading of a cause that a person or a model wrote, with what ties it to the incident. */
function readAsCause(
  claim: Pick<DraftClaim, 'kind' | 'text' | 'spans' | 'reading'> & {
    author: Author;
  },
  { reading }: Verification,
  facts: SealedFacts,
): Reading {
  const { kind, text, spans, author } = claim;
  const isWritten = author.type === 'person' || author.type === 'model';
  if (kind !== 'root_cause' || reading.by === 'renderer' || !isWritten) {
    return reading;
  }
  // Which evidence a model names as the cause stays named
  const named = candidateCauseOf(claim)?.cause;
  const cause = reevaluateCause(
    {
      origin: author.type === 'person' ? 'person' : 'model',
      statement: text,
      ...(named && { cause: named }),
    },
    spans.map(({ evidenceId }) => evidenceId),
    { ...DEFAULT_SEARCH, ...searchOf(facts) },
  );
  return {
    ...reading,
    assertions: [...reading.assertions.slice(0, MAX_ASSERTIONS - 1), cause],
  };
}

function saysAgainst({ detail }: CauseCounterEvidence): VerdictReason {
  return {
    check: 'counter_evidence',
    outcome: 'failed',
    message: `Evidence that the confirmation does not explain: ${detail}`,
  };
}

/** A judge can only lower a verdict. */
function withDoubts(
  { verdict, reasons }: Pick<Verification, 'verdict' | 'reasons'>,
  doubts: VerdictReason[] = [],
): Pick<Verification, 'verdict' | 'reasons'> {
  return doubts.length === 0
    ? { verdict, reasons }
    : {
        verdict: verdict === 'supported' ? 'unverified' : verdict,
        reasons: [...reasons, ...doubts],
      };
}
