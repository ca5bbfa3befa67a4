import type {
  Block,
  Claim,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { BlamelessChecker, BlamelessContext } from '../blameless';
import type { DraftBlock } from '../synthesise';
import type { ClaimVerifier, VerificationContext } from '../verify';

type Unchecked = DraftClaim & { attestedBy?: string };

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
  const { verdict, reasons } = verifier.verify(claim, context);
  const { id, kind, text, spans, attestedBy } = claim;
  const concerns = WITHOUT_PEOPLE.has(kind)
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
