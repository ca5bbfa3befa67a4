import { timeText } from '../render/reasons';
import { eventTime } from './events';
import { contradictedBy, holdsBy } from './result';
import type { Evaluator } from './types';

/** One thing happened before or after another, by their event times. */
export const evaluateOrder: Evaluator<'order'> = (assertion, facts) => {
  const first = eventTime(assertion.first, facts);
  if ('outcome' in first) return first;
  const second = eventTime(assertion.second, facts);
  if ('outcome' in second) return second;
  const relation = relationOf(first.at, second.at);
  const detail = `${timeText(first.at)} and ${timeText(second.at)}`;
  const spans = [...first.spans, ...second.spans];
  return relation === assertion.relation ||
    (assertion.relation === 'same' && Math.abs(first.at - second.at) < 1000)
    ? holdsBy(detail, ...spans)
    : contradictedBy(`They happened at ${detail}`, ...spans);
};

function relationOf(first: number, second: number) {
  if (first === second) return 'same';
  return first < second ? 'before' : 'after';
}
