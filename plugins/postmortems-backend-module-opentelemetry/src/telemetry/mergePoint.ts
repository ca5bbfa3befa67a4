import { isDeepStrictEqual } from 'node:util';
import type { Histogram } from '../otlp/readMetrics';
import type { Point, Series } from './batch';

/** The minute that a point is of: one is kept for each. */
export function minuteOf({ at }: Point): string {
  return `${at.slice(0, 16)}:00.000Z`;
}

/** Of two points of one minute: the later, or both together where each counts anew. */
export function mergePoint({ isDelta }: Series, a: Point, b: Point): Point {
  const [earlier, later] = a.at <= b.at ? [a, b] : [b, a];
  if (!isDelta) return later;
  // Sent twice, in batches that differ
  if (isDeepStrictEqual(a, b)) return later;
  const starts = [earlier.start, later.start].filter(
    start => start !== undefined,
  );
  return {
    at: later.at,
    ...(starts.length > 0 && { start: starts.sort()[0] }),
    value:
      typeof earlier.value === 'object' && typeof later.value === 'object'
        ? sumOf(earlier.value, later.value)
        : Number(earlier.value) + Number(later.value),
  };
}

/** Without buckets where theirs differ: then only the count is known. */
function sumOf(a: Histogram, b: Histogram): Histogram {
  const isAlike =
    a.buckets.length === b.buckets.length &&
    a.buckets.every(([upper], i) => upper === b.buckets[i][0]);
  return {
    count: a.count + b.count,
    buckets: isAlike
      ? a.buckets.map(([upper, count], i) => [upper, count + b.buckets[i][1]])
      : [],
  };
}
