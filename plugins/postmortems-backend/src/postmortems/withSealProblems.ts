import {
  countVerdicts,
  listClaims,
  type Claim,
  type Postmortem,
  type SealProblem,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * The postmortem with what is said of evidence that is not what was sealed: its
 * claims are unsupported, whatever they were when they were verified.
 */
export function withSealProblems(
  postmortem: Postmortem,
  problems: readonly SealProblem[],
): Postmortem {
  if (problems.length === 0) return postmortem;
  const byId = new Map(problems.map(one => [one.evidenceId, one.message]));
  const doubted = (claim: Claim): Claim => {
    const messages = new Set(
      claim.spans.flatMap(({ evidenceId }) => byId.get(evidenceId) ?? []),
    );
    if (messages.size === 0) return claim;
    const { attestedBy: _, ...rest } = claim;
    return {
      ...rest,
      verdict: 'unsupported',
      reasons: [
        ...[...messages].map(message => ({
          check: 'seal',
          outcome: 'failed' as const,
          message,
        })),
        ...claim.reasons,
      ],
    };
  };
  const sections = postmortem.sections.map(section => ({
    ...section,
    blocks: section.blocks.map(block => ({
      ...block,
      claims: block.claims.map(doubted),
      ...(block.more && {
        more: { ...block.more, claims: block.more.claims.map(doubted) },
      }),
    })),
  }));
  return {
    ...postmortem,
    sections,
    verdictCounts: countVerdicts(listClaims({ sections })),
    sealProblems: [...problems],
  };
}
