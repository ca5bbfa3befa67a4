import { contradictedBy, holdsBy, unknown } from './result';
import type { Evaluator } from './types';

/** A service depends on another, by the catalog's relations when the claim is verified. */
export const evaluateDependency: Evaluator<'dependency'> = (
  { from, to },
  facts,
) => {
  if (facts.dependsOn(from, to)) return holdsBy('The catalog says so');
  return facts.dependsOn(to, from)
    ? contradictedBy(`By the catalog, ${to} depends on ${from}`)
    : unknown('The catalog has no such relation');
};
