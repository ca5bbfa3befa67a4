import {
  candidateCauseOf,
  type Claim,
  type PostmortemContent,
  type RootCauseStatus,
} from '@postmortems/backstage-plugin-postmortems-common';

type Sections = PostmortemContent['sections'];

/** The possible causes that the document lists, without those that were ruled out. */
export function listCauses(sections: Sections): Claim[] {
  return sections
    .filter(({ id }) => id === 'rootCause')
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ claims }) => claims)
    .filter(
      claim =>
        candidateCauseOf(claim) !== undefined &&
        claim.decision?.outcome !== 'ruled_out',
    );
}

/** Whether a person confirms a cause, and the evidence still allows it. */
export function isConfirmed({ decision, verdict }: Claim): boolean {
  return decision?.outcome === 'confirmed' && verdict === 'attested';
}

/**
 * `confirmed` when a person confirms a cause of the root cause section;
 * `candidates` while there are some that the evidence allows.
 */
export function rootCauseStatusOf(sections: Sections): RootCauseStatus {
  const causes = listCauses(sections);
  if (causes.some(isConfirmed)) return 'confirmed';
  return causes.some(
    ({ verdict }) => verdict !== 'contradicted' && verdict !== 'unsupported',
  )
    ? 'candidates'
    : 'undetermined';
}
