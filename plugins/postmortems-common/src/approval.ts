import { isBrokenEvidence, type Claim } from './schema/claim';
import type { EvidenceProfile } from './schema/evidenceRouting';
import { candidateCauseOf } from './schema/postmortem';
import type { SectionId } from './schema/template';

/** Sections that say why; what stands in them has evidence or a person. */
const WHY: ReadonlySet<SectionId> = new Set([
  'rootCause',
  'contributingFactors',
  'waysOfWorking',
]);

/**
 * A rule that a claim breaks and that prevents an approval.
 *
 * @public
 */
export type ApprovalRule =
  | 'claim.contradicted'
  | 'claim.evidence_broken'
  | 'claim.not_validated'
  | 'root_cause.evidence_required'
  | 'contributing_factor.evidence_required'
  | 'root_cause.unverified'
  | 'contributing_factor.unverified';

/**
 * Why a claim stands in the way of an approval; `undefined` for one that does not.
 *
 * @param profile - by which the postmortem was drafted
 *
 * @public
 */
export function approvalRuleOf(
  section: SectionId,
  claim: Claim,
  profile?: EvidenceProfile,
): ApprovalRule | undefined {
  const { verdict, reasons, decision } = claim;
  // A cause that was ruled out stands there for what it is
  if (decision?.outcome === 'ruled_out') return undefined;
  if (verdict === 'contradicted') return 'claim.contradicted';
  if (verdict === 'unsupported' && reasons.some(isBrokenEvidence)) {
    return 'claim.evidence_broken';
  }
  const isValidated = verdict === 'supported' || verdict === 'attested';
  if (profile === 'provenanceValidated' && !isValidated) {
    return 'claim.not_validated';
  }
  if (!WHY.has(section)) return undefined;
  const subject =
    section === 'rootCause' ? 'root_cause' : 'contributing_factor';
  if (verdict === 'unsupported') return `${subject}.evidence_required`;
  const isOpenCause = candidateCauseOf(claim) !== undefined;
  return verdict === 'unverified' && !isOpenCause
    ? `${subject}.unverified`
    : undefined;
}
