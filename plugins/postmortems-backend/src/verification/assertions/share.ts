import { holds } from '../compare';
import { contradictedBy, holdsBy, unknown, unsupported } from './result';
import type { Evaluator } from './types';

/** What part of some nodes fulfils a narrower filter. */
export const evaluateShare: Evaluator<'share'> = (assertion, facts) => {
  const whole = facts.select(assertion.whole);
  if (whole.length === 0) return unsupported('The evidence has none of these');
  const part = whole.filter(one => facts.matches(one, assertion.part));
  const detail = `${part.length} of ${whole.length}`;
  const result = holds(assertion.quantity, {
    value: part.length / whole.length,
    unit: 'ratio',
  });
  if (result === undefined) return unknown(detail);
  return result ? holdsBy(detail) : contradictedBy(detail);
};
