import type {
  Author,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { stableId } from './stableId';

/** What the deterministic synthesiser signs its blocks with. The version changes when the same evidence gives other words. */
export const AUTHOR: Author = {
  type: 'deterministic',
  name: 'postmortems',
  version: '7',
};

/** A block with an id made of its claims' ids. */
export function block(
  type: DraftBlock['type'],
  claims: DraftClaim[],
  rest: Pick<DraftBlock, 'timeline' | 'actionItem' | 'more'> = {},
): DraftBlock {
  // A block that only folds claims is named by those
  const named = claims.length > 0 ? claims : rest.more?.claims ?? [];
  return {
    id: stableId('block', type, ...named.map(({ id }) => id)),
    type,
    author: AUTHOR,
    claims,
    ...rest,
  };
}
