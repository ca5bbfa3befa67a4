import {
  ENOUGH,
  type Distribution,
  type Share,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Two-sided 95 %. */
const Z = 1.96;

/** A share with Wilson's score interval (Wilson 1927), which holds for small samples too. */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) {
    return { hits, of, share: 0, low: 0, high: 1, enough: false };
  }
  const share = hits / of;
  const scale = 1 + (Z * Z) / of;
  const middle = share + (Z * Z) / (2 * of);
  const spread =
    Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return {
    hits,
    of,
    share,
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
    enough: of >= ENOUGH,
  };
}

/** Percentiles as values that occur: the smallest that at least that share of the values does not exceed. */
export function distributionOf(
  n: number,
  percentiles: readonly (number | null | undefined)[],
): Distribution {
  const [p25 = null, p50 = null, p75 = null, p90 = null] = percentiles;
  return { n, p25, p50, p75, p90, enough: n >= ENOUGH };
}

/** The percentiles of a sorted list. */
export function percentilesOf(
  sorted: readonly number[],
  shares: readonly number[],
): (number | null)[] {
  return shares.map(share =>
    sorted.length === 0
      ? null
      : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)],
  );
}
