import { lowerMedian, medianOf, type TimedPoint } from './points';

/** Fewer points before the first symptom than this have no median that means anything. */
const MIN_POINTS = 3;
/** With fewer than this their spread and bends may be chance. */
const MANY_POINTS = 8;
/** Makes a median absolute deviation comparable with a standard deviation. */
const NORMAL = 1.4826;
/** What half of the bends of pure noise stay below, in standard deviations. */
const BEND = 1.65;
/** Movement that is noise whatever the points say: a part of the level, or of a share. */
const NOISE_OF_LEVEL = 0.005;
const NOISE_OF_SHARE: Record<string, number> = { ratio: 0.0025, percent: 0.25 };
/** A series that moves this much of its way or of its level before the first symptom, and mostly in one direction, was on its way. */
const TREND = { part: 0.2, steps: 0.8 };

/** What a series was before the incident: its level, how much it moves by itself, and from where it may have left. */
export type Baseline = {
  point: TimedPoint;
  noise: number;
  /** Points after this one are compared with the level. */
  until: number;
};

/**
 * Robust: median and median absolute deviation of the points before the first symptom. With few of those, and for a series that was on its
 * way already, the first point. Noise is at least the usual bend from point to point.
 *
 * @param symptom - milliseconds since 1970
 */
export function baselineOf(
  points: readonly TimedPoint[],
  symptom: number,
  unit: string | undefined,
): Baseline {
  const before = points.filter(({ at }) => at < symptom);
  const middle = lowerMedian(before);
  const isEnough = middle && before.length >= MIN_POINTS;
  const isOnItsWay = isEnough && hasTrend(before, points);
  const point = isEnough && !isOnItsWay ? middle : points[0];
  const spread =
    isEnough && !isOnItsWay
      ? NORMAL *
        medianOf(before.map(({ value }) => Math.abs(value - point.value)))
      : 0;
  return {
    point,
    noise: Math.max(
      spread,
      roughness(before.length >= MANY_POINTS ? before : points),
      Math.abs(point.value) * NOISE_OF_LEVEL,
      NOISE_OF_SHARE[unit ?? ''] ?? 0,
      Number.MIN_VALUE,
    ),
    until:
      isEnough && !isOnItsWay ? before[before.length - 1].index : point.index,
  };
}

/** How much a series moves by itself: its bends from point to point, of which a ramp has none and a jump few. */
function roughness(points: readonly TimedPoint[]): number {
  if (points.length < MANY_POINTS) return 0;
  const bends = points
    .slice(2)
    .map(({ value }, index) =>
      Math.abs(value - 2 * points[index + 1].value + points[index].value),
    );
  return medianOf(bends) / BEND;
}

function stepsOf(points: readonly TimedPoint[]): number[] {
  return points.slice(1).map(({ value }, index) => value - points[index].value);
}

function hasTrend(
  before: readonly TimedPoint[],
  points: readonly TimedPoint[],
): boolean {
  const steps = stepsOf(before).filter(step => step !== 0);
  const moved = before[before.length - 1].value - before[0].value;
  const values = points.map(({ value }) => value);
  const range =
    values.reduce((a, b) => Math.max(a, b)) -
    values.reduce((a, b) => Math.min(a, b));
  const along = steps.filter(step => step > 0 === moved > 0).length;
  return (
    steps.length >= 2 &&
    along >= steps.length * TREND.steps &&
    (Math.abs(moved) >= range * TREND.part ||
      Math.abs(moved) >= Math.abs(before[0].value) * TREND.part)
  );
}
