import {
  DURATION_BUCKETS,
  MIN_SAMPLE_SIZE_FOR_MEDIAN,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  clusteredProportion,
  distributionOf,
  simpleProportion,
} from './statistics';

const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** mulberry32, so that the simulations are the same each time. */
function randomFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('simpleProportion', () => {
  // Newcombe 1998, table I: the score method without continuity correction
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])(
    'returns the published interval for %d of %d',
    (numerator, denominator, low, high) => {
      const proportion = simpleProportion(numerator, denominator);
      expect([round(proportion.ciLow), round(proportion.ciHigh)]).toEqual([
        low,
        high,
      ]);
      expect(proportion).toMatchObject({
        numerator,
        denominator,
        incidents: denominator,
        ratio: numerator / denominator,
      });
    },
  );

  it('is marked as too small below the minimum sample size', () => {
    expect(simpleProportion(0, 0)).toMatchObject({
      ciLow: 0,
      ciHigh: 1,
      isSampleLargeEnough: false,
    });
    expect(simpleProportion(4, 4).isSampleLargeEnough).toBe(false);
    expect(simpleProportion(5, 5).isSampleLargeEnough).toBe(true);
  });
});

describe('clusteredProportion', () => {
  type Cluster = { numerator: number; denominator: number };
  const sampleOf = (clusters: Cluster[]) => {
    const sum = (value: (cluster: Cluster) => number) =>
      clusters.reduce((total, cluster) => total + value(cluster), 0);
    return {
      numerator: sum(({ numerator }) => numerator),
      denominator: sum(({ denominator }) => denominator),
      incidents: clusters.length,
      sumNumeratorSquares: sum(({ numerator }) => numerator * numerator),
      sumProducts: sum(({ numerator, denominator }) => numerator * denominator),
      sumDenominatorSquares: sum(
        ({ denominator }) => denominator * denominator,
      ),
    };
  };

  it('has the interval of independent values when clusters do not matter', () => {
    const clusters = Array.from({ length: 200 }, (_, index) => ({
      numerator: index % 2,
      denominator: 1,
    }));
    const { ciLow: low, ciHigh: high } = clusteredProportion(
      sampleOf(clusters),
    );
    const independent = simpleProportion(100, 200);
    expect(low).toBeCloseTo(independent.ciLow, 3);
    expect(high).toBeCloseTo(independent.ciHigh, 3);
  });

  it('counts an incident once when all of its claims agree', () => {
    const clusters = Array.from({ length: 40 }, (_, index) => ({
      numerator: index % 4 === 0 ? 0 : 30,
      denominator: 30,
    }));
    const share = clusteredProportion(sampleOf(clusters));
    const once = simpleProportion(30, 40);
    expect(share.ciLow).toBeCloseTo(once.ciLow, 2);
    expect(share.ciHigh).toBeCloseTo(once.ciHigh, 2);
    // Nothing varies: 40 claims of one postmortem do not make it sure
    const same = clusteredProportion(
      sampleOf([{ numerator: 40, denominator: 40 }]),
    );
    expect(same.ciLow).toBeLessThan(0.3);
    expect(same.isSampleLargeEnough).toBe(false);
  });

  it('covers the true proportion about as often as it states', () => {
    const random = randomFrom(7);
    let covered = 0;
    let naive = 0;
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      // Each postmortem has a proportion of its own, around 0.8 on average
      const clusters = Array.from({ length: 60 }, () => {
        const own = random() < 0.5 ? 0.65 : 0.95;
        const denominator = 5 + Math.floor(random() * 30);
        let numerator = 0;
        for (let claim = 0; claim < denominator; claim++)
          if (random() < own) numerator += 1;
        return { numerator, denominator };
      });
      const sample = sampleOf(clusters);
      const { ciLow: low, ciHigh: high } = clusteredProportion(sample);
      if (low <= 0.8 && high >= 0.8) covered += 1;
      const without = simpleProportion(sample.numerator, sample.denominator);
      if (without.ciLow <= 0.8 && without.ciHigh >= 0.8) naive += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.92);
    expect(covered / runs).toBeLessThan(0.98);
    expect(naive / runs).toBeLessThan(0.8);
  });
});

describe('distributionOf', () => {
  const histogramOf = (values: number[]) =>
    [...new Set(values)]
      .sort((a, b) => a - b)
      .map(value => ({
        value,
        count: values.filter(one => one === value).length,
      }));

  it('has percentiles that occur and buckets that contain every value', () => {
    const values = [3, 14, 15, 60, 61, 700, 10_080, 20_000, 3, 90];
    const one = distributionOf(histogramOf(values));
    // In order: 3 3 14 15 60 61 90 700 10080 20000
    expect(one).toMatchObject({ n: 10, p25: 14, p50: 60, p75: 700 });
    expect(one.p90).toBe(10_080);
    expect(DURATION_BUCKETS.slice(0, 3)).toEqual([15, 30, 60]);
    expect(one.buckets).toEqual([3, 1, 0, 3, 0, 0, 1, 0, 0, 2]);
    expect(distributionOf([])).toMatchObject({
      n: 0,
      p50: null,
      ciLow: null,
      ciHigh: null,
      isSampleLargeEnough: false,
    });
  });

  /**
   * Coverage of the median's interval for so many values, by the binomial
   * distribution.
   */
  const coverageOf = (n: number) => {
    // Values that are their own ranks tell which order statistics the interval is between
    const ranks = Array.from({ length: n }, (_, index) => index + 1);
    const { ciLow: low, ciHigh: high } = distributionOf(histogramOf(ranks));
    // It misses when fewer than `low` values, or at least `high`, lie below the median
    let logChoose = 0;
    let misses = 0;
    for (let below = 0; below <= n; below++) {
      if (below > 0) logChoose += Math.log(n - below + 1) - Math.log(below);
      if (below < low! || below >= high!) {
        misses += Math.exp(logChoose - n * Math.LN2);
      }
    }
    return 1 - misses;
  };

  it('has an interval that covers the median with at least 95 % from the minimum sample size on', () => {
    const enough = (n: number) =>
      distributionOf([{ value: 1, count: n }]).isSampleLargeEnough;
    expect(enough(MIN_SAMPLE_SIZE_FOR_MEDIAN)).toBe(true);
    expect(enough(MIN_SAMPLE_SIZE_FOR_MEDIAN - 1)).toBe(false);
    expect(coverageOf(MIN_SAMPLE_SIZE_FOR_MEDIAN - 1)).toBeLessThan(0.95);
    for (let n = MIN_SAMPLE_SIZE_FOR_MEDIAN; n <= 200; n++) {
      const coverage = coverageOf(n);
      expect([n, coverage >= 0.95]).toEqual([n, true]);
      // Ranks are rounded outwards, which of few values is much
      expect([n, coverage < 0.999]).toEqual([n, true]);
    }
  });
});
