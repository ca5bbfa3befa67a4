import { gauge, keyValues, metricsRequest } from '../__testUtils__/telemetry';
import { readMetrics } from './readMetrics';

const TIME = 1544712660300000000;
const at = '2018-12-13T14:51:00.300Z';
const receivedAt = new Date('2026-03-02T14:20:10.000Z');

const read = (metrics: readonly object[]) =>
  readMetrics(metricsRequest(metrics).resourceMetrics, {
    receivedAt,
    isWanted: ({ name }) => name !== 'mail',
    isMetricWanted: name => name !== 'noise',
  });

const point = (fields: object) => ({
  timeUnixNano: TIME,
  startTimeUnixNano: TIME,
  attributes: keyValues({ 'my.attr': 'some value' }),
  ...fields,
});

describe('readMetrics', () => {
  it('reads the kinds of the example of the protocol', () => {
    const { records, odd } = read([
      {
        name: 'my.counter',
        unit: '1',
        description: 'I am a Counter',
        sum: {
          aggregationTemporality: 1,
          isMonotonic: true,
          dataPoints: [point({ asDouble: 5 })],
        },
      },
      { name: 'my.gauge', gauge: { dataPoints: [point({ asInt: '10' })] } },
      {
        name: 'my.histogram',
        histogram: {
          aggregationTemporality: 'AGGREGATION_TEMPORALITY_CUMULATIVE',
          dataPoints: [
            point({
              count: '3',
              sum: 3,
              bucketCounts: ['1', 2],
              explicitBounds: [1],
            }),
          ],
        },
      },
      { name: 'noise', gauge: { dataPoints: [point({ asDouble: 1 })] } },
    ]);
    expect(odd).toBe(0);
    expect(records).toMatchObject([
      {
        of: { name: 'checkout' },
        series: {
          metric: 'my.counter',
          type: 'sum',
          isDelta: true,
          unit: '1',
          labels: { 'my.attr': 'some value' },
        },
        point: { at, start: at, value: 5 },
      },
      { series: { type: 'gauge' }, point: { value: 10 } },
      {
        series: { type: 'histogram', isDelta: false },
        point: {
          value: {
            count: 3,
            buckets: [
              [1, 1],
              [null, 2],
            ],
          },
        },
      },
    ]);
    expect(records).toHaveLength(3);
  });

  it('reads exponential histograms by their bounds, and quantiles of summaries', () => {
    const { records } = read([
      {
        name: 'e',
        exponentialHistogram: {
          aggregationTemporality: 2,
          dataPoints: [
            point({
              count: 6,
              scale: 0,
              zeroCount: 1,
              positive: { offset: 0, bucketCounts: [2, 0, 3] },
            }),
          ],
        },
      },
      {
        name: 's',
        summary: {
          dataPoints: [
            point({ quantileValues: [{ quantile: 0.99, value: 7 }] }),
          ],
        },
      },
    ]);
    expect(records.map(({ point: { value } }) => value)).toEqual([
      {
        count: 6,
        buckets: [
          [1, 1],
          [2, 2],
          [4, 0],
          [8, 3],
        ],
      },
      7,
    ]);
    expect(records[1].series.labels.quantile).toBe('0.99');
  });

  it('keeps series of instances apart', () => {
    const { resourceMetrics } = metricsRequest([gauge('g', [[0, 1]])], {
      'service.name': 'checkout',
      'k8s.pod.name': 'checkout-1',
      'deployment.environment': 'prod',
    });
    resourceMetrics[0].scopeMetrics[0].metrics = [
      gauge('g', [[Date.parse(at), 1]]),
    ];
    const { records } = readMetrics(resourceMetrics, {
      receivedAt,
      isWanted: () => true,
      isMetricWanted: () => true,
    });
    expect(records[0].series.labels).toEqual({
      instance: 'checkout-1',
      'deployment.environment.name': 'prod',
      'otel.scope.name': 'my.library',
    });
  });

  it('keeps processes of one pod, and scopes, apart', () => {
    const one = gauge('g', [[Date.parse(at), 1]]);
    const request = (resource: Record<string, string | number>) =>
      metricsRequest([one], { 'service.name': 'checkout', ...resource });
    const pod = { 'k8s.pod.name': 'checkout-7f', 'container.name': 'app' };
    const sent = [
      request({ ...pod, 'service.instance.id': '3' }),
      request({ ...pod, 'service.instance.id': '4' }),
      request({ 'host.name': 'web', 'process.pid': 17 }),
      request({ ...pod, 'service.instance.id': 'shop.checkout-7f.app' }),
    ].flatMap(({ resourceMetrics }) => resourceMetrics);
    sent[0].scopeMetrics.push({
      scope: { name: 'other.library' },
      metrics: [one],
    });
    sent[2].scopeMetrics[0].metrics = [
      {
        ...one,
        gauge: {
          dataPoints: [
            point({ asInt: 1, attributes: keyValues({ instance: 'db' }) }),
          ],
        },
      },
    ];
    const { records } = readMetrics(sent, {
      receivedAt,
      isWanted: () => true,
      isMetricWanted: () => true,
    });
    expect(
      records.map(({ series: { labels } }) => [
        labels.instance,
        labels['otel.scope.name'],
        labels.exported_instance,
      ]),
    ).toEqual([
      ['checkout-7f/3', 'my.library', undefined],
      ['checkout-7f/3', 'other.library', undefined],
      ['checkout-7f/4', 'my.library', undefined],
      ['web/17', 'my.library', 'db'],
      ['shop.checkout-7f.app', 'my.library', undefined],
    ]);
  });

  it('reads nothing of a service that is not wanted', () => {
    const { resourceMetrics } = metricsRequest([gauge('g', []), 'odd' as any], {
      'service.name': 'mail',
    });
    expect(
      readMetrics(resourceMetrics, {
        receivedAt,
        isWanted: ({ name }) => name !== 'mail',
        isMetricWanted: () => true,
      }),
    ).toEqual({ records: [], odd: 0 });
  });

  it('loses no neighbour of odd points, and counts them', () => {
    const { records, odd } = read([
      {
        name: 'g',
        gauge: {
          dataPoints: [
            null,
            point({ asDouble: 'NaN' }),
            point({ asDouble: null }),
            point({ asDouble: 1, timeUnixNano: '99999999999999999999' }),
            point({ asDouble: 1, timeUnixNano: `${Date.now()}9000000` }),
            point({ flags: 1 }),
            point({ asDouble: 2 }),
          ],
        },
      },
      { name: 3 },
      {
        name: 'changes without what changed',
        sum: { aggregationTemporality: 1, dataPoints: [point({ asInt: 1 })] },
      },
      {
        name: 'h',
        histogram: {
          dataPoints: [
            point({ count: -1 }),
            point({ count: 2, bucketCounts: [1], explicitBounds: [1, 2] }),
          ],
        },
      },
    ]);
    expect(records.map(one => one.point.value)).toEqual([
      2,
      { count: 2, buckets: [] },
    ]);
    expect(odd).toBe(8);
  });
});
