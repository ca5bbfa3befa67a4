import {
  candidateCauseOf,
  type Claim,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Kinds that state why something happened. */
const JUDGEMENTS = new Set(['root_cause', 'contributing_factor']);
/** Checks of evidence that is missing or changed: nobody can stand by that. */
const BROKEN_EVIDENCE = new Set(['hash', 'missing', 'quote']);

type Verified = Pick<Claim, 'kind' | 'verdict' | 'reasons'> &
  Partial<Pick<Claim, 'reading'>>;

/**
 * Whether a person may confirm a claim: what no code can check, and outside causes
 * and factors what has no evidence. A possible cause has a decision instead.
 */
export function canBeConfirmed(claim: Verified): boolean {
  const { kind, verdict, reasons } = claim;
  const isBroken = reasons.some(
    ({ check, outcome }) => outcome === 'failed' && BROKEN_EVIDENCE.has(check),
  );
  if (isBroken || candidateCauseOf(claim)) return false;
  return (
    verdict === 'unverified' ||
    (verdict === 'unsupported' && !JUDGEMENTS.has(kind))
  );
}

/** Whether a person's confirmation of a claim can be taken back. */
export function isConfirmedByPerson(claim: Claim): boolean {
  return claim.attestedBy !== undefined && !candidateCauseOf(claim);
}
