import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftBlock,
  DraftSection,
} from '@postmortems/backstage-plugin-postmortems-node';
import { stableId } from './stableId';

/**
 * The sections with each id once, since a document that has one twice is refused as
 * a whole: what is said twice in a section is left out, and what says something else
 * gets an id of its own.
 */
export function withUniqueIds(
  sections: readonly DraftSection[],
): DraftSection[] {
  const claims = new Set<string>();
  const blocks = new Set<string>();
  return sections.map(section => {
    const told = new Map<string, string>();
    const unique = (claim: DraftClaim): DraftClaim[] => {
      if (told.get(claim.id) === claim.text) return [];
      told.set(claim.id, claim.text);
      return [{ ...claim, id: unused('claim', claim.id, claims) }];
    };
    return {
      ...section,
      blocks: section.blocks.flatMap(block => {
        const one = withClaims(block, block.claims.flatMap(unique), unique);
        const isEmpty =
          block.claims.length + (block.more?.claims.length ?? 0) > 0 &&
          one.claims.length + (one.more?.claims.length ?? 0) === 0;
        return isEmpty ? [] : [{ ...one, id: unused('block', one.id, blocks) }];
      }),
    };
  });
}

function withClaims(
  block: DraftBlock,
  claims: DraftClaim[],
  unique: (claim: DraftClaim) => DraftClaim[],
): DraftBlock {
  const { actionItem, more } = block;
  const why = block.claims.findIndex(({ id }) => id === actionItem?.claimId);
  return {
    ...block,
    claims,
    ...(actionItem &&
      claims[why] && {
        actionItem: { ...actionItem, claimId: claims[why].id },
      }),
    ...(more && {
      more: { ...more, claims: more.claims.flatMap(unique) },
    }),
  };
}

/** An id, or one made of it where it is taken; the same whenever it is written again. */
function unused(prefix: string, id: string, taken: Set<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count += 1) {
    free = stableId(prefix, id, String(count));
  }
  taken.add(free);
  return free;
}
