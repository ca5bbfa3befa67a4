import type {
  Block,
  Claim,
  Section,
  SectionEvidence,
} from '@postmortems/backstage-plugin-postmortems-common';
import { mayUse, typesLeftOut } from '../routing';
import type { SealedFacts } from '../verification';

/**
 * A drafted section without what its routing leaves out: sentences that cite other
 * types of evidence, ties of causes that rest on them, and sentences that held for
 * the evidence that the section takes and not for all of it.
 */
export function withinRouting(
  section: Section,
  sections: SectionEvidence,
  facts: SealedFacts,
): Section {
  const { id, blocks } = section;
  if (!sections[id as keyof SectionEvidence]) return section;
  const typeOf = (evidence: string) => facts.node(evidence)?.node.sourceType;
  const options = { section: id, sections, typeOf };
  const kept = (claims: readonly Claim[]) =>
    claims
      .map(withoutOtherTies)
      .filter(
        claim =>
          claim.verdict !== 'contradicted' &&
          typesLeftOut([claim.spans, claim.reading], options).length === 0,
      );
  return { ...section, blocks: blocks.flatMap(keptBlock) };

  function keptBlock(block: Block): Block[] {
    const claims = kept(block.claims);
    const more = block.more && {
      ...block.more,
      claims: kept(block.more.claims),
    };
    const isEmpty = claims.length === 0 && !more?.claims.length;
    return isEmpty ? [] : [{ ...block, claims, ...(more && { more }) }];
  }

  function withoutOtherTies(claim: Claim): Claim {
    const { reading } = claim;
    if (!reading) return claim;
    const isTaken = (ids: readonly string[]) =>
      ids.every(one => {
        const type = typeOf(one);
        return !type || mayUse(sections, id, type);
      });
    return {
      ...claim,
      reading: {
        ...reading,
        assertions: reading.assertions.map(one =>
          one.type === 'candidateCause'
            ? {
                ...one,
                ties: one.ties.filter(({ evidence }) => isTaken(evidence)),
                against: one.against.filter(({ evidence }) =>
                  isTaken(evidence),
                ),
              }
            : one,
        ),
      },
    };
  }
}
