import { holds, isAt, isWithin } from '../compare';
import { quantityText, timeText } from '../render/reasons';
import { contradictedBy, holdsBy, unknown, unsupported } from './result';
import { findSeries, pointSpan } from './series';
import type { Evaluator } from './types';

/** The highest or lowest point of a series, in a window or over all of it. */
export const evaluateExtreme: Evaluator<'extreme'> = (assertion, facts) => {
  const found = findSeries(assertion.series, facts);
  if ('outcome' in found) return found;
  const { id, unit } = found;
  const { quantity, at, window, which, series } = assertion;
  const points = found.points.filter(
    point => !window || isWithin(point.at, window),
  );
  if (points.length === 0) {
    return unsupported(`${series.metric} has no point at that time`);
  }
  const value = points
    .map(point => point.value)
    .reduce((a, b) => (which === 'highest' ? Math.max(a, b) : Math.min(a, b)));
  // The same extreme may be reached more than once.
  const extremes = points.filter(point => point.value === value);
  const point = extremes.find(one => !at || isAt(at, one.at)) ?? extremes[0];
  const span = pointSpan(id, point);
  const detail = `The ${which} ${series.metric} was ${quantityText(
    value,
    unit,
  )}, at ${timeText(point.at)}`;
  const isValue = quantity ? holds(quantity, { value, unit }) : true;
  if (isValue === undefined)
    return unknown(`${detail}; the stated unit is not recorded`, span);
  return isValue && (!at || isAt(at, point.at))
    ? holdsBy(detail, span)
    : contradictedBy(detail, span);
};
