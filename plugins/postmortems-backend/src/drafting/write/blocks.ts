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
  version: '3',
};

/** A block with an id made of its claims' ids. */
export function block(
  type: DraftBlock['type'],
  claims: DraftClaim[],
  more: Pick<DraftBlock, 'timeline' | 'actionItem'> = {},
): DraftBlock {
  return {
    id: stableId('block', type, ...claims.map(({ id }) => id)),
    type,
    author: AUTHOR,
    claims,
    ...more,
  };
}
