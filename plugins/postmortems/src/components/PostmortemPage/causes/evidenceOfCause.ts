import type { CandidateCauseAssertion } from '@postmortems/backstage-plugin-postmortems-common';

/** Ids of the evidence of a cause, its effect, its ties and what speaks against it. */
export function evidenceOfCause({
  cause,
  effect,
  ties,
  against,
}: CandidateCauseAssertion): string[] {
  return [
    ...new Set([
      ...(cause ? [cause.evidence] : []),
      ...(effect ? [effect.evidence] : []),
      ...[...ties, ...against].flatMap(({ evidence }) => evidence),
    ]),
  ];
}
