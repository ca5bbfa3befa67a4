import { contradictedBy, holdsBy, unknown } from './result';
import type { Evaluator } from './types';

/**
 * No such node exists. Silence proves something only where the source was heard
 * at all, and nothing of it is cut.
 */
export const evaluateAbsence: Evaluator<'absence'> = ({ filter }, facts) => {
  const found = facts.select(filter);
  if (found.length > 0) {
    return contradictedBy(`The evidence has ${found.length}`);
  }
  const { kind, sourceType } = filter;
  const source = facts.select({
    ...(kind && { kind }),
    ...(sourceType && { sourceType }),
  });
  if (source.length === 0) {
    return unknown('No evidence of this kind was collected at all');
  }
  if (source.some(({ node }) => node.truncated)) {
    return unknown('Some of the evidence of this kind has been cut');
  }
  return holdsBy(`None among ${source.length} collected`);
};
