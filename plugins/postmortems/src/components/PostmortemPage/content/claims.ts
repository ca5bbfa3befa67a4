import {
  candidateCauseOf,
  claimsOfBlock,
  hasNewerGeneratedText,
  type Block,
  type CandidateCauseAssertion,
  type Claim,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';

const ATTENTION: ReadonlySet<Verdict> = new Set([
  'unverified',
  'unsupported',
  'contradicted',
]);

/** Whether a claim is not fully supported, or its wording is not blameless. */
export function needsAttention({ verdict, concerns = [] }: Claim): boolean {
  return ATTENTION.has(verdict) || concerns.length > 0;
}

export function blockNeedsAttention(block: Block): boolean {
  return (
    claimsOfBlock(block).some(needsAttention) || hasNewerGeneratedText(block)
  );
}

/** The possible cause that a block states. */
export function causeIn({
  claims,
}: Block): { claim: Claim; cause: CandidateCauseAssertion } | undefined {
  for (const claim of claims) {
    const cause = candidateCauseOf(claim);
    if (cause) return { claim, cause };
  }
  return undefined;
}
