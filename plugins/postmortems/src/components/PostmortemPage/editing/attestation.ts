import {
  canBeAttested,
  candidateCauseOf,
  type Claim,
} from '@postmortems/backstage-plugin-postmortems-common';

type Verified = Pick<Claim, 'kind' | 'verdict' | 'reasons'> &
  Partial<Pick<Claim, 'reading'>>;

/** Whether a person may confirm a claim here. A possible cause has a decision instead. */
export function canBeConfirmed(claim: Verified): boolean {
  return canBeAttested(claim) && !candidateCauseOf(claim);
}

/** Whether a person's confirmation of a claim can be taken back. */
export function isConfirmedByPerson(claim: Claim): boolean {
  return claim.attestedBy !== undefined && !candidateCauseOf(claim);
}
