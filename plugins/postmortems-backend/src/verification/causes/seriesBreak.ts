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

/** The values of the last points in ascending order: their median, and how far they spread about it. */
class Baseline {
  readonly #values: number[];
  readonly #sorted: number[];

  constructor(points: readonly Point[]) {
    this.#values = points.map(({ value }) => value);
    this.#sorted = [...this.#values].sort((a, b) => a - b);
  }

  get middle(): number {
    return medianOf(this.#sorted);
  }

  /** The least spread, which is more where points are few. */
  get floor(): number {
    const share = this.#sorted.length < FEW ? 0.5 : 0.05;
    return Math.max(Math.abs(this.middle) * share, 1e-9);
  }

  /** The scaled median deviation. */
  spread(): number {
    const { middle } = this;
    const sorted = this.#sorted;
    // The nearest ones lie on both sides of the middle
    let high = placeOf(middle, sorted);
    let low = high - 1;
    const nearest: number[] = [];
    for (let count = (sorted.length >> 1) + 1; count > 0; count -= 1) {
      const below = low < 0 ? Infinity : middle - sorted[low];
      const above = high < sorted.length ? sorted[high] - middle : Infinity;
      if (below < above) low -= 1;
      else high += 1;
      nearest.push(Math.min(below, above));
    }
    const [last, previous] = [nearest.at(-1)!, nearest.at(-2)!];
    const median = sorted.length % 2 === 1 ? last : (previous + last) / 2;
    return Math.max(1.4826 * median, this.floor);
  }

  /** Takes in the next value, and forgets one that is too old. */
  push(value: number): void {
    this.#sorted.splice(placeOf(value, this.#sorted), 0, value);
    this.#values.push(value);
    if (this.#sorted.length > MAX_BASELINE) {
      const oldest = this.#values[this.#values.length - 1 - MAX_BASELINE];
      this.#sorted.splice(placeOf(oldest, this.#sorted), 1);
    }
  }
}

/**
 * The first point from a time on that lies far outside the spread of the points
 * before it, and whose successor does too.
 */
export function findBreak(
  points: readonly Point[],
  window: { from: number; to: number },
): SeriesBreak | undefined {
  const first = points.findIndex(({ at }) => at >= window.from);
  if (first < 0) return undefined;
  let index = Math.max(first, MIN_BASELINE);
  const baseline = new Baseline(
    points.slice(Math.max(0, index - MAX_BASELINE), index),
  );
  for (; index < points.length; index += 1) {
    const point = points[index];
    if (point.at > window.to) return undefined;
    const { middle, floor } = baseline;
    const next = points[index + 1];
    const isNear = (value: number, spread: number) =>
      Math.abs(value - middle) <= FAR * spread;
    // The spread takes longest to compute, and is no less than its floor
    if (
      point.at >= window.from &&
      !isNear(point.value, floor) &&
      (!next ||
        (!isNear(next.value, floor) &&
          Math.sign(next.value - middle) === Math.sign(point.value - middle)))
    ) {
      const spread = baseline.spread();
      const isUsual = (value: number) => isNear(value, spread);
      if (!isUsual(point.value) && (!next || !isUsual(next.value))) {
        return { point, before: points[index - 1].value, isUsual };
      }
    }
    baseline.push(point.value);
  }
  return undefined;
}

function medianOf(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[half]
    : (sorted[half - 1] + sorted[half]) / 2;
}

/** Where a value is in sorted ones, or would be. */
function placeOf(value: number, sorted: readonly number[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
