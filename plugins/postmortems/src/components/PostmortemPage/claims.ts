import {
  hasNewerGeneratedText,
  type Block,
  type Claim,
  type Postmortem,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';

const ATTENTION: ReadonlySet<Verdict> = new Set([
  'partial',
  'unsupported',
  'contradicted',
]);

/** Whether a person should look at it: the evidence does not bear it out as it stands, or it points at somebody. */
export function needsAttention({ verdict, concerns = [] }: Claim): boolean {
  return ATTENTION.has(verdict) || concerns.length > 0;
}

export function blockNeedsAttention(block: Block): boolean {
  return block.claims.some(needsAttention) || hasNewerGeneratedText(block);
}

/** Every claim in the order in which it is read. */
export function claimsOf({ sections }: Postmortem): Claim[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ claims }) => claims),
  );
}
