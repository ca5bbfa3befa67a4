import type { Point } from '../SealedFacts';

/** Points before a break, to say what is usual. */
const MIN_BASELINE = 2;
/** Fewer points than this say little about the usual spread. */
const FEW = 4;
/** How far beyond the spread a point is no longer usual. */
const FAR = 5;
/** Points of the baseline that are looked at; a longer past drifts. */
const MAX_BASELINE = 200;

/** Where a series leaves what was usual before. */
type SeriesBreak = {
  point: Point;
  before: number;
  /** Whether a later value is usual again. */
  isUsual(value: number): boolean;
};

/**
 * The first point from a time on that lies far outside the spread of the points
 * before it, and whose successor does too.
 */
export function findBreak(
  points: readonly Point[],
  window: { from: number; to: number },
): SeriesBreak | undefined {
  for (let index = MIN_BASELINE; index < points.length; index++) {
    const point = points[index];
    if (point.at > window.to) return undefined;
    if (point.at < window.from) continue;
    const usual = usualOf(
      points.slice(Math.max(0, index - MAX_BASELINE), index),
    );
    const next = points[index + 1];
    const isUsual = (value: number) =>
      Math.abs(value - usual.middle) <= FAR * usual.spread;
    const sameSide =
      !next ||
      Math.sign(next.value - usual.middle) ===
        Math.sign(point.value - usual.middle);
    if (!isUsual(point.value) && (!next || !isUsual(next.value)) && sameSide) {
      return { point, before: points[index - 1].value, isUsual };
    }
  }
  return undefined;
}

/** Median and spread (scaled median deviation, with a floor that grows where points are few). */
function usualOf(points: readonly Point[]) {
  const middle = median(points.map(({ value }) => value));
  const deviation = median(points.map(({ value }) => Math.abs(value - middle)));
  const floor = Math.abs(middle) * (points.length < FEW ? 0.5 : 0.05);
  return { middle, spread: Math.max(1.4826 * deviation, floor, 1e-9) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[half]
    : (sorted[half - 1] + sorted[half]) / 2;
}
