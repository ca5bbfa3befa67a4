import type {
  AssertionOf,
  Unit,
} from '@postmortems/backstage-plugin-postmortems-common';
import { holds, isAt, momentTest } from '../compare';
import type { Point, SealedFacts } from '../SealedFacts';
import { quantityText, timeText } from '../render/reasons';
import { contradictedBy, holdsBy, unknown, unsupported } from './result';
import { findSeries, pointSpan } from './series';
import { swingsIn } from '../swings';
import type { Evaluation, Evaluator } from './types';

/** Relative change below which a series counts as unchanged. */
const UNCHANGED = 0.1;
/** Most points looked at in pairs. */
const MAX_POINTS = 400;

type Change = AssertionOf<'change'>;
type Pair = { from: Point; to: Point };
type FoundSeries = { id: string; unit: Unit; points: readonly Point[] };

/**
 * A metric rose, fell or stayed. What is stated without a time must be true of the
 * baseline and the extreme: a rising series passes through the double of its
 * baseline on its way to the fourfold.
 */
export const evaluateChange: Evaluator<'change'> = (assertion, facts) => {
  const found = findSeries(assertion.series, facts);
  if ('outcome' in found) return found;
  if (assertion.times !== undefined) return evaluateSwings(assertion, found);
  if (assertion.direction === 'stayed') return evaluateStayed(assertion, found);
  const { id, unit, points } = found;
  const { metric } = assertion.series;
  for (const quantity of [assertion.from, assertion.to]) {
    if (quantity && holds(quantity, { value: 0, unit }) === undefined) {
      return unknown(`${metric} is recorded in another unit, or in none`);
    }
  }
  const endsOf = endsFor(assertion, points);
  let pair: Pair | undefined;
  for (const from of startsOf(assertion, found, facts)) {
    const to = endsOf(from).find(one =>
      isStated({ from, to: one }, assertion, unit),
    );
    if (to) {
      pair = { from, to };
      break;
    }
  }
  if (pair) {
    return holdsBy(
      describe(metric, pair, unit),
      pointSpan(id, pair.from),
      pointSpan(id, pair.to),
    );
  }
  const some = thinned(points);
  if (
    some.some(from => some.some(to => isStated({ from, to }, assertion, unit)))
  ) {
    return unknown(
      `${metric} did so between some of its points, but not from its baseline to its extreme`,
    );
  }
  return points.length < 2
    ? unsupported(`${metric} has too few points`)
    : contradictedBy(...actualChange(found, metric));
};

/** Points at which the change may begin: at the stated time or value, else the baseline. */
function startsOf(
  { fromAt, from, direction }: Change,
  { points, unit }: FoundSeries,
  facts: SealedFacts,
): Point[] {
  if (fromAt || from) {
    const isStart = fromAt && momentTest(fromAt);
    return points.filter(
      point =>
        (!isStart || isStart(point.at)) &&
        (!from || holds(from, { value: point.value, unit })),
    );
  }
  const startedAt = Date.parse(String(facts.seal.incident.startedAt));
  const before = points.filter(({ at }) => at < startedAt);
  const sorted = [...before].sort((a, b) => a.value - b.value);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  return [
    ...(median ? [median] : []),
    points[0],
    // A fall may be one from the peak.
    ...(direction === 'fell' ? [highestOf(points)] : []),
  ];
}

/** The points at which a change that begins at a point may end: at the stated time, else at the extreme after it. */
function endsFor(
  { toAt, direction }: Change,
  points: readonly Point[],
): (from: Point) => readonly Point[] {
  if (toAt) {
    const isEnd = momentTest(toAt);
    const ends = points.filter(({ at }) => isEnd(at));
    return from => ends.filter(({ at }) => at > from.at);
  }
  const extremeOf = direction === 'rose' ? highestOf : lowestOf;
  // Many points may have the stated value: the extreme after each, in one pass from the end
  const extremes: Point[] = [];
  for (let index = points.length - 1; index > 0; index -= 1) {
    const next = extremes[index + 1];
    extremes[index] = next ? extremeOf([points[index], next]) : points[index];
  }
  return from => {
    const next = points.findIndex(({ at }) => at > from.at);
    return next > 0 ? [extremes[next]] : [];
  };
}

function isStated({ from, to }: Pair, assertion: Change, unit: Unit): boolean {
  const { direction, by, factor, within, fromAt, toAt } = assertion;
  const isUp = direction === 'rose';
  const difference = isUp ? to.value - from.value : from.value - to.value;
  if (to.at <= from.at || difference <= 0) return false;
  const size = Math.max(Math.abs(from.value), Math.abs(to.value));
  const isBare = !by && !factor && !assertion.from && !assertion.to;
  return (
    (!isBare || difference >= size * UNCHANGED) &&
    (!fromAt || isAt(fromAt, from.at)) &&
    (!toAt || isAt(toAt, to.at)) &&
    (!assertion.from ||
      holds(assertion.from, { value: from.value, unit }) === true) &&
    (!assertion.to ||
      holds(assertion.to, { value: to.value, unit }) === true) &&
    (!by || isDifference(by, from.value, difference, unit)) &&
    (!factor ||
      isFactor(
        factor,
        isUp ? to.value : from.value,
        isUp ? from.value : to.value,
      )) &&
    (!within ||
      holds(within, { value: (to.at - from.at) / 1000, unit: 'seconds' }) ===
        true)
  );
}

/** A difference in per cent of the first value, or in percentage points of a share. */
function isDifference(
  by: NonNullable<Change['by']>,
  first: number,
  difference: number,
  unit: Unit,
): boolean {
  const isRelative = by.unit === 'percent' || by.unit === 'ratio';
  const isShare = unit === 'ratio' || unit === 'percent';
  const relative = difference / Math.abs(first);
  return (
    (isRelative &&
      first !== 0 &&
      holds(by, { value: relative, unit: 'ratio' }) === true) ||
    ((!isRelative || isShare) &&
      holds(by, { value: difference, unit }) === true)
  );
}

function isFactor(
  factor: NonNullable<Change['factor']>,
  large: number,
  small: number,
): boolean {
  return (
    small !== 0 &&
    holds(
      { ...factor, unit: 'none' },
      { value: large / small, unit: 'none' },
    ) === true
  );
}

/** From the beginning of one moment to the end of the other, where they are stated. */
function pointsWithin(
  points: readonly Point[],
  { fromAt, toAt }: Pick<Change, 'fromAt' | 'toAt'>,
): Point[] {
  const start = fromAt ? Date.parse(fromAt.at) : -Infinity;
  const end = toAt ? Date.parse(toAt.at) + toAt.precisionMs : Infinity;
  return points.filter(({ at }) => at >= start && at < end);
}

/** That a series rose and fell so often between its lowest and its highest point. */
function evaluateSwings(
  change: Change,
  { id, unit, points }: FoundSeries,
): Evaluation {
  const { series, direction, from, to, times } = change;
  const within = pointsWithin(points, change);
  if (within.length === 0) {
    return unsupported(`${series.metric} has no points at that time`);
  }
  const [lowest, highest] = [lowestOf(within), highestOf(within)];
  const stated = [
    from ? holds(from, { value: lowest.value, unit }) : true,
    to ? holds(to, { value: highest.value, unit }) : true,
  ];
  const count = swingsIn(within);
  const detail = `${
    series.metric
  } rose and fell ${count} times between ${quantityText(
    lowest.value,
    unit,
  )} and ${quantityText(highest.value, unit)}`;
  const spans = [pointSpan(id, lowest), pointSpan(id, highest)];
  if (stated.includes(undefined)) return unknown(detail, ...spans);
  return direction === 'rose' && count === times && !stated.includes(false)
    ? holdsBy(detail, ...spans)
    : contradictedBy(detail, ...spans);
}

function evaluateStayed(
  change: Change,
  { id, unit, points }: FoundSeries,
): Evaluation {
  const { series, from } = change;
  const within = pointsWithin(points, change);
  if (within.length === 0) {
    return unsupported(`${series.metric} has no points at that time`);
  }
  const [lowest, highest] = [lowestOf(within), highestOf(within)];
  const spans = [pointSpan(id, lowest), pointSpan(id, highest)];
  const detail = `${series.metric} was between ${quantityText(
    lowest.value,
    unit,
  )} and ${quantityText(highest.value, unit)}`;
  const size = Math.max(Math.abs(lowest.value), Math.abs(highest.value));
  const isFlat = highest.value - lowest.value <= size * UNCHANGED;
  const stated = [lowest, highest].map(
    ({ value }) => !from || holds(from, { value, unit }),
  );
  if (stated.includes(undefined)) return unknown(detail, ...spans);
  if (isFlat && !stated.includes(false)) return holdsBy(detail, ...spans);
  // What counts as steady is a matter of degree up to twice that.
  return highest.value - lowest.value <= size * UNCHANGED * 3 &&
    !stated.includes(false)
    ? unknown(detail, ...spans)
    : contradictedBy(detail, ...spans);
}

function actualChange({ id, points, unit }: FoundSeries, metric: string) {
  const [lowest, highest] = [lowestOf(points), highestOf(points)];
  const pair =
    lowest.at <= highest.at
      ? { from: lowest, to: highest }
      : { from: highest, to: lowest };
  return [
    `The evidence shows ${describe(metric, pair, unit)}`,
    pointSpan(id, lowest),
    pointSpan(id, highest),
  ] as const;
}

function describe(metric: string, { from, to }: Pair, unit: Unit): string {
  return `${metric} at ${quantityText(from.value, unit)} (${timeText(
    from.at,
  )}), then ${quantityText(to.value, unit)} (${timeText(to.at)})`;
}

function highestOf(points: readonly Point[]): Point {
  return points.reduce((a, b) => (b.value > a.value ? b : a));
}

function lowestOf(points: readonly Point[]): Point {
  return points.reduce((a, b) => (b.value < a.value ? b : a));
}

function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= MAX_POINTS) return points;
  const every = Math.ceil(points.length / MAX_POINTS);
  return points.filter((_, index) => index % every === 0);
}
