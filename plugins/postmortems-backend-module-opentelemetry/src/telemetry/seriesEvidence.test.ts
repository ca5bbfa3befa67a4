import { metricPayloadSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { Point, Series } from './batch';
import { countsBetween, quantileOf } from './histograms';
import { seriesEvidence } from './seriesEvidence';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute)).toISOString();

function told(details: Partial<Series>, points: Point[], isCut = false) {
  const series: Series = {
    service: 'component:default/checkout',
    metric: 'm',
    type: 'gauge',
    isDelta: false,
    labels: {},
    ...details,
  };
  return seriesEvidence(
    { details: series, points, isCut, isMixed: false },
    { isSeriesMissing: false },
  ).map(({ payload, ...node }) => ({
    ...node,
    payload: metricPayloadSchema.parse(payload),
  }));
}
const values = (nodes: ReturnType<typeof told>) =>
  nodes.map(({ payload: { metric, unit, points } }) => [
    metric,
    unit,
    points.map(([, value]) => value),
  ]);

describe('seriesEvidence', () => {
  it('has values of a gauge as they are', () => {
    const [node] = told({ unit: 'By' }, [
      { at: at(0), value: 5 },
      { at: at(1), value: 7 },
    ]);
    expect(node).toMatchObject({
      timestamp: at(1),
      payload: { kind: 'metric', unit: 'bytes', window: { from: at(0) } },
    });
    expect(node.truncated).toBeUndefined();
    expect(told({}, [{ at: at(0), value: 1 }], true)[0].truncated).toBe(true);
  });

  it('makes rates of sums that count on, also over a restart', () => {
    const nodes = told({ type: 'sum', unit: '{request}' }, [
      { at: at(0), start: at(-9), value: 600 },
      { at: at(1), start: at(-9), value: 1200 },
      // Restarted half a minute after
      { at: at(2), start: '2026-03-02T14:01:30.000Z', value: 300 },
      { at: at(3), value: 60 },
    ]);
    expect(values(nodes)).toEqual([['m rate', 'per_second', [10, 10, 1]]]);
  });

  it('makes rates of sums that count anew', () => {
    const nodes = told({ type: 'sum', isDelta: true, unit: 'By' }, [
      { at: at(1), start: at(0), value: 120 },
      { at: at(2), value: 60 },
    ]);
    expect(values(nodes)).toEqual([['m rate', 'bytes per second', [2, 1]]]);
  });

  it('makes percentiles of histograms, of what was counted between', () => {
    const histogram = (...counts: number[]) => ({
      count: counts.reduce((a, b) => a + b),
      buckets: [0.1, 1, null].map((upper, i): [number | null, number] => [
        upper,
        counts[i],
      ]),
    });
    const nodes = told({ type: 'histogram', unit: 's' }, [
      { at: at(0), value: histogram(1000, 0, 0) },
      { at: at(1), value: histogram(1000, 60, 0) },
      { at: at(2), value: histogram(1000, 60, 0) },
    ]);
    expect(values(nodes)).toEqual([
      ['m p50', 'seconds', [0.55]],
      ['m p99', 'seconds', [0.991]],
      ['m rate', 'per_second', [1, 0]],
    ]);
    expect(new Set(nodes.map(one => one.metadata.correlationId)).size).toBe(3);
  });

  it('has no percentiles without buckets', () => {
    const nodes = told({ type: 'histogram', isDelta: true }, [
      { at: at(1), start: at(0), value: { count: 6, buckets: [] } },
    ]);
    expect(values(nodes)).toEqual([['m rate', 'per_second', [0.1]]]);
  });
});

describe('histograms', () => {
  it('compare an exponential one with itself when its buckets were finer', () => {
    const fine = {
      count: 4,
      buckets: [
        [1, 0],
        [2 ** 0.5, 1],
        [2, 3],
      ] as [number, number][],
    };
    const coarse = {
      count: 9,
      buckets: [
        [1, 0],
        [2, 4],
        [4, 5],
      ] as [number, number][],
    };
    expect(countsBetween(coarse, fine)).toEqual([
      [1, 0],
      [2, 0],
      [4, 5],
    ]);
  });

  it('know nothing beyond the last bound, nor of nothing', () => {
    expect(
      quantileOf(0.99, [
        [1, 1],
        [null, 9],
      ]),
    ).toBe(1);
    expect(quantileOf(0.5, [[1, 0]])).toBeUndefined();
    expect(quantileOf(0.5, [])).toBeUndefined();
  });
});
