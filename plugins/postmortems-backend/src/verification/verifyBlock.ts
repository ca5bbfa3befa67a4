import type {
  Block,
  Claim,
  DraftClaim,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { BlamelessChecker, BlamelessContext } from '../blameless';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { statesCause } from '.';
import type { ClaimVerifier, Verification, VerificationContext } from '.';

type Unchecked = DraftClaim & {
  attestedBy?: string;
  /** What a model judge had against the sentence. */
  doubts?: VerdictReason[];
};

/** What claims are held against, and by whom. */
export type Examination = {
  verifier: ClaimVerifier;
  context: VerificationContext;
  blameless: BlamelessChecker;
  people: BlamelessContext;
};

/** Kinds that say why something happened, and must not say who. */
const WITHOUT_PEOPLE = new Set(['root_cause', 'contributing_factor']);

/** A block with a verdict on each of its claims. */
export function verifyBlock(
  block: Omit<DraftBlock, 'claims'> & { claims: Unchecked[] },
  examination: Examination,
): Block {
  return {
    ...block,
    claims: block.claims.map(claim => verifyClaim(claim, examination)),
  };
}

/**
 * What the verifier says of a claim; and where it finds no support but nothing against it either, a person may vouch for it. Not
 * for a root cause without a place in the evidence.
 */
function verifyClaim(
  claim: Unchecked,
  { verifier, context, blameless, people }: Examination,
): Claim {
  const { verdict, reasons } = withDoubts(
    verifier.verify(claim, context),
    claim.doubts,
  );
  const { id, kind, text, spans, attestedBy } = claim;
  const concerns =
    // A sentence that tells a cause does so in every section
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
  const open = verdict === 'unsupported' || verdict === 'partial';
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

/** A judge can lower a verdict, and do nothing else. */
function withDoubts(
  { verdict, reasons }: Verification,
  doubts: VerdictReason[] = [],
): Verification {
  return doubts.length === 0
    ? { verdict, reasons }
    : {
        verdict: verdict === 'supported' ? 'partial' : verdict,
        reasons: [...reasons, ...doubts],
      };
}
