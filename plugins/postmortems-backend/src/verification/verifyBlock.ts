import type {
  Block,
  Claim,
  DraftClaim,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import type { BlamelessChecker, BlamelessContext } from '../blameless';
import type { ClaimVerifier } from './ClaimVerifier';
import { statesCause } from './extract/causality';
import type { Verification, VerificationContext } from './types';

type Unchecked = DraftClaim & {
  attestedBy?: string;
  /** Objections of a model judge. */
  doubts?: VerdictReason[];
};

/** What verifies claims, and what they are verified against. */
export type VerificationSetup = {
  verifier: Pick<ClaimVerifier, 'version' | 'verify'>;
  context: VerificationContext;
  blameless: BlamelessChecker;
  people: BlamelessContext;
};

/** Kinds that state why something happened, and must not name people. */
const WITHOUT_PEOPLE = new Set(['root_cause', 'contributing_factor']);

/** A block with a verdict on each of its claims. */
export function verifyBlock(
  block: Omit<DraftBlock, 'claims'> & { claims: Unchecked[] },
  verificationSetup: VerificationSetup,
): Block {
  return {
    ...block,
    claims: block.claims.map(claim => verifyClaim(claim, verificationSetup)),
  };
}

/**
 * The verdict of a claim. A person may confirm a claim that is neither
 * supported nor contradicted, but no root cause without a valid span.
 */
function verifyClaim(
  claim: Unchecked,
  { verifier, context, blameless, people }: VerificationSetup,
): Claim {
  const { verdict, reasons } = withDoubts(
    verifier.verify(claim, context),
    claim.doubts,
  );
  const { id, kind, text, spans, attestedBy } = claim;
  const concerns =
    // A claim that states a cause counts as one in every section
    WITHOUT_PEOPLE.has(kind) || statesCause(text)
      ? blameless.check(text, people)
      : [];
  const checked = {
    id,
    kind,
    text,
    spans,
    reasons,
    verifierVersion: verifier.version,
    ...(concerns.length > 0 && { concerns }),
  };
  if (!attestedBy) return { ...checked, verdict };
  const open = verdict === 'unsupported' || verdict === 'unverified';
  const standing =
    claim.kind !== 'root_cause' ||
    reasons.some(
      ({ check, outcome }) => check === 'quote' && outcome === 'passed',
    );
  return open && standing
    ? {
        ...checked,
        attestedBy,
        verdict: 'attested',
        reasons: [
          ...reasons,
          {
            check: 'attestation',
            outcome: 'passed',
            message: `${attestedBy} vouches for it`,
          },
        ],
      }
    : { ...checked, attestedBy, verdict };
}

/** A judge can only lower a verdict. */
function withDoubts(
  { verdict, reasons }: Verification,
  doubts: VerdictReason[] = [],
): Verification {
  return doubts.length === 0
    ? { verdict, reasons }
    : {
        verdict: verdict === 'supported' ? 'unverified' : verdict,
        reasons: [...reasons, ...doubts],
      };
}
