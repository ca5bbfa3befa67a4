import type {
  Block,
  Claim,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '../synthesise';
import type { ClaimVerifier, VerificationContext } from '../verify';

type Unchecked = DraftClaim & { attestedBy?: string };

/** A block with a verdict on each of its claims. */
export function verifyBlock(
  block: Omit<DraftBlock, 'claims'> & { claims: Unchecked[] },
  verifier: ClaimVerifier,
  context: VerificationContext,
): Block {
  return {
    ...block,
    claims: block.claims.map(claim => verifyClaim(claim, verifier, context)),
  };
}

/**
 * What the verifier says of a claim; and where it finds no support but nothing against it either, a person may vouch for it. Not
 * for a root cause without a place in the evidence.
 */
function verifyClaim(
  claim: Unchecked,
  verifier: ClaimVerifier,
  context: VerificationContext,
): Claim {
  const { verdict, reasons } = verifier.verify(claim, context);
  const { attestedBy, ...draft } = claim;
  const checked = { ...draft, reasons, verifierVersion: verifier.version };
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
