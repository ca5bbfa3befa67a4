import {
  resolvePointer,
  type AssertionOf,
  type EvidenceSpan,
  type Series,
  type Unit,
} from '@postmortems/backstage-plugin-postmortems-common';
import { holds, isAt, isWithin } from '../compare';
import { quantityText, timeText } from '../render/reasons';
import type { Point, SealedFacts } from '../SealedFacts';
import { statedLimits } from '../statedLimits';
import { contradictedBy, holdsBy, unknown, unsupported } from './result';
import { findSeries, pointSpan } from './series';
import type { Evaluation, Evaluator } from './types';

/** The highest or lowest point of a series, in a window or over all of it. */
export const evaluateExtreme: Evaluator<'extreme'> = (assertion, facts) => {
  const found = findSeries(assertion.series, facts);
  if ('outcome' in found) return found;
  const { id, unit } = found;
  const { quantity, at, window, which, series, limit } = assertion;
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
  if (!isValue || (at && !isAt(at, point.at))) {
    return contradictedBy(detail, span);
  }
  if (!limit) return holdsBy(detail, span);
  const measured = { ...found, point, detail, span, series };
  return 'series' in limit
    ? evaluateSeriesLimit(limit, measured, facts)
    : evaluateSaidLimit(limit, measured, facts);
};

type Limit = NonNullable<AssertionOf<'extreme'>['limit']>;
type Measured = {
  series: Series;
  unit: Unit;
  points: readonly Point[];
  point: Point;
  detail: string;
  span: EvidenceSpan;
};

/** Whether another series of the service, in the same unit, was what is stated when the extreme was measured. */
function evaluateSeriesLimit(
  { series, quantity }: Extract<Limit, { series: Series }>,
  measured: Measured,
  facts: SealedFacts,
): Evaluation {
  const limit = findSeries(series, facts);
  if ('outcome' in limit) return limit;
  const { point, unit, detail, span } = measured;
  const atThatTime =
    limit.points.findLast(({ at }) => at <= point.at) ?? limit.points[0];
  const { value } = atThatTime;
  const isSameUnit = holds(
    { bound: 'at_least', value: 0, unit, precision: 0 },
    { value: 1, unit: limit.unit },
  );
  const isLimit =
    isSameUnit &&
    isOfOneService(measured.series.evidence, series.evidence, facts) &&
    value >= point.value &&
    holds(quantity, { value, unit: limit.unit });
  const text = `${detail}; ${series.metric} was ${quantityText(
    value,
    limit.unit,
  )}`;
  const limitSpan = pointSpan(limit.id, atThatTime);
  return isLimit
    ? holdsBy(text, span, limitSpan)
    : contradictedBy(text, span, limitSpan);
}

/** Whether a source says `469 of 500` of the service, and the metric was 469. */
function evaluateSaidLimit(
  { evidence, pointer, text, quantity }: Exclude<Limit, { series: Series }>,
  { series, points, point, detail, span }: Measured,
  facts: SealedFacts,
): Evaluation {
  const said = resolvePointer(facts.document(evidence), pointer);
  const stated =
    typeof said === 'string'
      ? statedLimits(said).find(one => one.text === text)
      : undefined;
  if (!stated) {
    return unsupported(`${detail}; the evidence does not say “${text}”`, span);
  }
  const isLimit =
    isOfOneService(series.evidence, evidence, facts) &&
    stated.limit >= point.value &&
    points.some(({ value }) => Math.round(value) === stated.value) &&
    holds({ ...quantity, unit: 'none' }, { value: stated.limit, unit: 'none' });
  const spans = [span, { evidenceId: evidence, pointer, quote: text }];
  return isLimit
    ? holdsBy(`${detail}; “${text}”`, ...spans)
    : contradictedBy(`${detail}; “${text}” is not about it`, ...spans);
}

function isOfOneService(a: string, b: string, facts: SealedFacts): boolean {
  const [first, second] = [a, b].map(
    id => facts.node(id)?.node.metadata.service,
  );
  return (
    first !== undefined &&
    second !== undefined &&
    facts.isSameService(first, second)
  );
}
