import { holds } from '../compare';
import { durationText } from '../render/reasons';
import { eventTime } from './events';
import { contradictedBy, holdsBy } from './result';
import type { Evaluator } from './types';

/** Time from one event to another. */
export const evaluateGap: Evaluator<'gap'> = (assertion, facts) => {
  const from = eventTime(assertion.from, facts);
  if ('outcome' in from) return from;
  const to = eventTime(assertion.to, facts);
  if ('outcome' in to) return to;
  const seconds = (to.at - from.at) / 1000;
  const detail = `It took ${durationText(seconds)}`;
  const spans = [...from.spans, ...to.spans];
  return holds(assertion.quantity, { value: seconds, unit: 'seconds' })
    ? holdsBy(detail, ...spans)
    : contradictedBy(detail, ...spans);
};
