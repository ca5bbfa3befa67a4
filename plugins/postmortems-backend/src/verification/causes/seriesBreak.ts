import type { Point } from '../SealedFacts';

/** Points before a break, to say what is usual. */
const MIN_BASELINE = 2;
/** Fewer points than this say little about the usual spread. */
const FEW = 4;
/** How far beyond the spread a point is no longer usual. */
const FAR = 5;
/** Points of the baseline that are looked at; a longer past drifts. */
const MAX_BASELINE = 200;
/** Part of its largest departure by which a series has left its level; less is noise beside it. */
const MAIN = 0.2;
/** Part of it within which a series is back. */
const BACK = 0.05;
/** A series that is otherwise zero has to go beyond this, or to stay away from zero, to show more than a few strays. */
const STRAY: Record<string, number> = { ratio: 0.05 };
const STRAY_COUNT = 5;
/** Of so many points, those that are away from zero where a series stays away from it. */
const STAYS = { of: 4, away: 3 };

/** Where a series leaves what was usual before. */
type SeriesBreak = {
  /** The first point that is far away. */
  point: Point;
  /** The first point that is not usual on the way there. */
  start: Point;
  /** The last usual value before. */
  before: number;
  /** How far it went in all, in spreads of what was usual. */
  departure: number;
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
 * before it, and whose successor does too. A departure that is small beside the
 * largest one of the series is none.
 */
export function findBreak(
  points: readonly Point[],
  window: {
    from: number;
    to: number;
    /** Until when a departure is compared with others; the end of the window if not given. */
    until?: number;
  },
  unit?: string,
): SeriesBreak | undefined {
  const first = points.findIndex(({ at }) => at >= window.from);
  if (first < 0) return undefined;
  let index = Math.max(first, MIN_BASELINE);
  const baseline = new Baseline(
    points.slice(Math.max(0, index - MAX_BASELINE), index),
  );
  const farthest = farthestFrom(points, window.until ?? window.to);
  for (; index < points.length; index += 1) {
    const point = points[index];
    if (point.at > window.to) return undefined;
    const { middle, floor } = baseline;
    const next = points[index + 1];
    const most = farthest(index, middle);
    const least = Math.max(FAR * floor, MAIN * most);
    const isFar = (value: number, limit: number) =>
      Math.abs(value - middle) > limit &&
      Math.sign(value - middle) === Math.sign(point.value - middle);
    // The spread takes longest to compute, and is no less than its floor
    if (
      point.at >= window.from &&
      isFar(point.value, least) &&
      (!next || isFar(next.value, least))
    ) {
      const spread = baseline.spread();
      const limit = Math.max(least, FAR * spread);
      if (
        isFar(point.value, limit) &&
        (!next || isFar(next.value, limit)) &&
        !(middle === 0 && isStray(points, index, most, unit))
      ) {
        let start = index;
        while (start > 0 && isFar(points[start - 1].value, FAR * spread)) {
          start -= 1;
        }
        return {
          point,
          start: points[start],
          before: start > 0 ? points[start - 1].value : middle,
          departure: most / spread,
          isUsual: value =>
            Math.abs(value - middle) <= Math.max(FAR * spread, BACK * most),
        };
      }
    }
    baseline.push(point.value);
  }
  return undefined;
}

/** How far the points from an index on, up to a time, go from a value. */
function farthestFrom(
  points: readonly Point[],
  to: number,
): (index: number, middle: number) => number {
  const low: number[] = [];
  const high: number[] = [];
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const { at, value } = points[index];
    const isLater = at > to;
    low[index] = Math.min(
      low[index + 1] ?? Infinity,
      isLater ? Infinity : value,
    );
    high[index] = Math.max(
      high[index + 1] ?? -Infinity,
      isLater ? -Infinity : value,
    );
  }
  return (index, middle) =>
    Math.max(high[index] - middle, middle - low[index], 0);
}

/** Whether a series that is mostly zero left it for so short and so little that it may be chance. */
function isStray(
  points: readonly Point[],
  index: number,
  most: number,
  unit = '',
): boolean {
  if (most > (STRAY[unit] ?? STRAY_COUNT)) return false;
  const next = points.slice(index, index + STAYS.of);
  return (
    next.length === STAYS.of &&
    next.filter(({ value }) => value !== 0).length < STAYS.away
  );
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
