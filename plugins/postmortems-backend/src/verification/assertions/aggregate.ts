import { holds, isWithin } from '../compare';
import { quantityText } from '../render/reasons';
import { contradictedBy, holdsBy, unknown, unsupported } from './result';
import { findSeries } from './series';
import type { Evaluator } from './types';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const rank = (share: number) => (sorted: readonly number[]) =>
  sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)];

const AGGREGATES = {
  sum,
  mean: (values: readonly number[]) => sum(values) / values.length,
  median: (sorted: readonly number[]) =>
    (sorted[Math.ceil(sorted.length / 2) - 1] +
      sorted[Math.floor(sorted.length / 2)]) /
    2,
  p95: rank(0.95),
  p99: rank(0.99),
};

/** Sum, mean, median or percentile (nearest rank) of a series in a window. */
export const evaluateAggregate: Evaluator<'aggregate'> = (assertion, facts) => {
  const found = findSeries(assertion.series, facts);
  if ('outcome' in found) return found;
  const { unit } = found;
  const { window, quantity, of, series } = assertion;
  const values = found.points
    .filter(point => !window || isWithin(point.at, window))
    .map(({ value }) => value)
    .sort((a, b) => a - b);
  if (values.length === 0) {
    return unsupported(`${series.metric} has no point at that time`);
  }
  const value = AGGREGATES[of](values);
  const detail = `The ${of} of ${series.metric} over ${
    values.length
  } points was ${quantityText(value, unit)}`;
  const result = holds(quantity, { value, unit });
  if (result === undefined) return unknown(detail);
  return result ? holdsBy(detail) : contradictedBy(detail);
};
