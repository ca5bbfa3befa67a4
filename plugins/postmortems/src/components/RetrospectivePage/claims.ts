import type {
  Block,
  Claim,
  Retrospective,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';

const ATTENTION: ReadonlySet<Verdict> = new Set([
  'partial',
  'unsupported',
  'contradicted',
]);

/** Whether a person should look at it: the evidence does not bear it out as it stands. */
export function needsAttention({ verdict }: Claim): boolean {
  return ATTENTION.has(verdict);
}

export function blockNeedsAttention({ claims }: Block): boolean {
  return claims.some(needsAttention);
}

/** Every claim in the order in which it is read. */
export function claimsOf({ sections }: Retrospective): Claim[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ claims }) => claims),
  );
}
