import { contradictedBy, holdsBy, unknown } from './result';
import type { Evaluator } from './types';

/** All, most, only some or none of a set that the sealed evidence enumerates. */
export const evaluateQuantified: Evaluator<'quantified'> = (
  assertion,
  facts,
) => {
  const { quantifier, set, having, n = 1 } = assertion;
  const members = facts.select(set);
  // The evidence may hold only a part of an open set.
  if (members.length === 0)
    return unknown('The evidence does not enumerate them');
  const fulfilling = members.filter(one => facts.matches(one, having));
  const others = facts.select(having).filter(one => !members.includes(one));
  const isTrue = {
    all: fulfilling.length === members.length,
    most: fulfilling.length > members.length / 2,
    none: fulfilling.length === 0,
    only: fulfilling.length > 0 && others.length === 0,
    at_least: fulfilling.length >= n,
  }[quantifier];
  const detail = `${fulfilling.length} of ${members.length}${
    quantifier === 'only' ? `, and ${others.length} others` : ''
  }`;
  return isTrue ? holdsBy(detail) : contradictedBy(detail);
};
