import {
  DURATION_BUCKETS,
  MIN_SAMPLE_SIZE,
  MIN_SAMPLE_SIZE_FOR_MEDIAN,
  type Distribution,
  type Proportion,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ClusteredSample, Histogram } from './types';

/** Two-sided 95 %. */
const Z = 1.96;

/** Of incidents, each of which is in the numerator or is not. */
export function simpleProportion(
  numerator: number,
  denominator: number,
): Proportion {
  return withInterval({
    numerator,
    denominator,
    incidents: denominator,
    sampleSize: denominator,
  });
}

/**
 * Proportion of observations in clusters, one for each incident, that resemble
 * each other within it. The effective sample size is smaller by the design
 * effect, the variance between clusters over that of independent observations
 * (Kish 1965; with Wilson's interval, Korn and Graubard 1998).
 */
export function clusteredProportion(sample: ClusteredSample): Proportion {
  const { numerator, denominator, incidents } = sample;
  return withInterval({
    numerator,
    denominator,
    incidents,
    sampleSize: effectiveSampleSize(sample),
  });
}

function effectiveSampleSize(sample: ClusteredSample): number {
  const { numerator, denominator, incidents } = sample;
  // Without variance the design effect cannot be estimated: an incident then counts once
  if (incidents < 2 || numerator === 0 || numerator === denominator) {
    return incidents;
  }
  const ratio = numerator / denominator;
  const residuals =
    sample.sumNumeratorSquares -
    2 * ratio * sample.sumProducts +
    ratio * ratio * sample.sumDenominatorSquares;
  const clustered =
    ((incidents / (incidents - 1)) * Math.max(0, residuals)) /
    (denominator * denominator);
  const independent = (ratio * (1 - ratio)) / denominator;
  return denominator / Math.max(1, clustered / independent);
}

/** Wilson's score interval (Wilson 1927), which holds for small samples too. */
function withInterval(sample: {
  numerator: number;
  denominator: number;
  incidents: number;
  sampleSize: number;
}): Proportion {
  const { numerator, denominator, incidents, sampleSize } = sample;
  if (denominator === 0) {
    return {
      numerator,
      denominator,
      ratio: 0,
      ciLow: 0,
      ciHigh: 1,
      incidents,
      isSampleLargeEnough: false,
    };
  }
  const ratio = numerator / denominator;
  const scale = 1 + (Z * Z) / sampleSize;
  const middle = ratio + (Z * Z) / (2 * sampleSize);
  const spread =
    Z *
    Math.sqrt(
      (ratio * (1 - ratio)) / sampleSize +
        (Z * Z) / (4 * sampleSize * sampleSize),
    );
  return {
    numerator,
    denominator,
    ratio,
    ciLow: Math.max(0, (middle - spread) / scale),
    ciHigh: Math.min(1, (middle + spread) / scale),
    incidents,
    isSampleLargeEnough: incidents >= MIN_SAMPLE_SIZE,
  };
}

/**
 * Percentiles are values that occur: the smallest that at least that share of
 * the values does not exceed. The median's interval lies between two order
 * statistics, so it assumes no distribution (Conover 1999, 3.2). With fewer
 * than six values, even the widest interval has a coverage below 95 %.
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
    ciLow: at(Math.floor(n / 2 - spread)),
    ciHigh: at(Math.ceil(1 + n / 2 + spread)),
    isSampleLargeEnough: n >= MIN_SAMPLE_SIZE_FOR_MEDIAN,
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
