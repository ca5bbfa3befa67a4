import {
  hasNewerGeneratedText,
  type Block,
  type Claim,
  type Postmortem,
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
  return block.claims.some(needsAttention) || hasNewerGeneratedText(block);
}

/** The claims in reading order. */
export function claimsOf({ sections }: Postmortem): Claim[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ claims }) => claims),
  );
}
