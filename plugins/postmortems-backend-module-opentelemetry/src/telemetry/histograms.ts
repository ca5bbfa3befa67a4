import type { Histogram } from '../otlp/readMetrics';

type Buckets = Histogram['buckets'];

/** Bounds of exponential histograms are computed, and so not quite equal. */
const TOLERANCE = 1 + 1e-9;

/**
 * What was counted since `before`, by the buckets of `now`. Exact where those of `before`
 * are the same or finer, as exponential histograms become coarser while they count.
 */
export function countsBetween(
  now: Histogram,
  before: Histogram | undefined,
): Buckets {
  if (!before) return now.buckets;
  if (before.buckets.length === 0 && before.count > 0) return [];
  let known = 0;
  let sum = 0;
  return now.buckets.map(([upper, count]) => {
    sum += count;
    const grown = sum - countUpTo(before, upper);
    const inBucket = Math.max(0, grown - known);
    known = Math.max(known, grown);
    return [upper, inBucket];
  });
}

/**
 * The value below which this share lies, evenly spread within its bucket, as
 * `histogram_quantile` of Prometheus has it. `undefined` when nothing was counted.
 */
export function quantileOf(
  quantile: number,
  buckets: Buckets,
): number | undefined {
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  const rank = quantile * total;
  let below = 0;
  for (const [index, [upper, count]] of buckets.entries()) {
    if (count > 0 && below + count >= rank) {
      const lower = index > 0 ? buckets[index - 1][0] ?? 0 : 0;
      // Beyond the last bound nothing is known
      if (upper === null) return lower;
      if (upper <= 0) return upper;
      return lower + ((upper - lower) * (rank - below)) / count;
    }
    below += count;
  }
  return undefined;
}

function countUpTo(
  { buckets, count }: Histogram,
  upper: number | null,
): number {
  if (upper === null) return count;
  return buckets.reduce(
    (sum, [bound, inBucket]) =>
      bound !== null && bound <= upper * TOLERANCE ? sum + inBucket : sum,
    0,
  );
}
