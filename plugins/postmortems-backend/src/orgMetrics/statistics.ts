import {
  DURATION_BUCKETS,
  ENOUGH,
  ENOUGH_FOR_MEDIAN,
  type Distribution,
  type Share,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ClusteredSample } from '../platform/database';

/** Two-sided 95 %. */
const Z = 1.96;

/** A share of incidents, each of which is a hit or is none. */
export function shareOfIncidents(hits: number, of: number): Share {
  return toShare(hits, of, of, of);
}

/**
 * A share of things that come in clusters, one for each incident, and resemble each other within it. The sample counts as much less
 * as the variance between clusters exceeds that of independent things (the design effect, Kish 1965; with Wilson's interval, Korn and
 * Graubard 1998).
 */
export function shareOfClusters(sample: ClusteredSample): Share {
  const { hits, of, incidents } = sample;
  return toShare(hits, of, incidents, effectiveSize(sample));
}

function effectiveSize({
  hits,
  of,
  incidents,
  sumHitsHits,
  sumHitsOf,
  sumOfOf,
}: ClusteredSample): number {
  // Where nothing varies the data do not tell the design effect: an incident then counts once
  if (incidents < 2 || hits === 0 || hits === of) return incidents;
  const share = hits / of;
  const residuals =
    sumHitsHits - 2 * share * sumHitsOf + share * share * sumOfOf;
  const clustered =
    ((incidents / (incidents - 1)) * Math.max(0, residuals)) / (of * of);
  const independent = (share * (1 - share)) / of;
  return of / Math.max(1, clustered / independent);
}

/** Wilson's score interval (Wilson 1927), which holds for small samples too. */
function toShare(
  hits: number,
  of: number,
  incidents: number,
  size: number,
): Share {
  if (of === 0) {
    return { hits, of, share: 0, low: 0, high: 1, incidents, enough: false };
  }
  const share = hits / of;
  const scale = 1 + (Z * Z) / size;
  const middle = share + (Z * Z) / (2 * size);
  const spread =
    Z * Math.sqrt((share * (1 - share)) / size + (Z * Z) / (4 * size * size));
  return {
    hits,
    of,
    share,
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
    incidents,
    enough: incidents >= ENOUGH,
  };
}

/** How often each value occurs, in ascending order of the values. */
export type Histogram = readonly { value: number; count: number }[];

/**
 * Percentiles as values that occur: the smallest that at least that share of the values does not exceed. The median's interval is
 * between two order statistics (Conover 1999, 3.2), so that it supposes nothing of the distribution. Of fewer than six values even the
 * first and the last one cover the median with less than 95 %.
 */
export function distributionOf(histogram: Histogram): Distribution {
  const n = histogram.reduce((sum, { count }) => sum + count, 0);
  const at = (rank: number) => valueAt(histogram, rank);
  const percentile = (share: number) => at(Math.ceil(share * n));
  const spread = (Z * Math.sqrt(n)) / 2;
  return {
    n,
    p25: percentile(0.25),
    p50: percentile(0.5),
    p75: percentile(0.75),
    p90: percentile(0.9),
    low: at(Math.floor(n / 2 - spread)),
    high: at(Math.ceil(1 + n / 2 + spread)),
    enough: n >= ENOUGH_FOR_MEDIAN,
    buckets: bucketsOf(histogram),
  };
}

/** The value at a rank from 1; a rank outside of the sample is its first or last one. */
function valueAt(histogram: Histogram, rank: number): number | null {
  let passed = 0;
  for (const { value, count } of histogram) {
    passed += count;
    if (passed >= rank) return value;
  }
  return histogram.at(-1)?.value ?? null;
}

function bucketsOf(histogram: Histogram): number[] {
  const buckets = new Array<number>(DURATION_BUCKETS.length + 1).fill(0);
  for (const { value, count } of histogram) {
    const bucket = DURATION_BUCKETS.findIndex(bound => value < bound);
    buckets[bucket === -1 ? DURATION_BUCKETS.length : bucket] += count;
  }
  return buckets;
}
