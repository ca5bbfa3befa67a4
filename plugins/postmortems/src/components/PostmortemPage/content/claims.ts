import {
  hasNewerGeneratedText,
  type Block,
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
  return block.claims.some(needsAttention) || hasNewerGeneratedText(block);
}
