import { mockServices } from '@backstage/backend-test-utils';
import { metricPayloadSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { FakePrometheus, matrix } from '../__testUtils__/FakePrometheus';
import type { InstanceConfig } from '../config/config';
import { MetricCollector } from './MetricCollector';
import type { WatchedAlert } from './planQueries';
import { parseQueryTemplate } from './queryTemplate';

const service = { ref: 'component:default/basket', name: 'basket' };
const alert: WatchedAlert = {
  name: 'BasketErrors',
  labels: { alertname: 'BasketErrors', severity: 'critical' },
  service,
  expression: 'errors:ratio > 0.05',
};

describe('MetricCollector', () => {
  let server: FakePrometheus;
  beforeEach(async () => {
    server = await FakePrometheus.start();
  });
  afterEach(() => server.stop());

  function collect(
    options: {
      instance?: Partial<InstanceConfig>;
      alerts?: WatchedAlert[];
      until?: string;
    } = {},
  ) {
    const collector = new MetricCollector({
      instances: [
        {
          path: 'sources[0]',
          baseUrl: server.baseUrl,
          queries: [],
          alertWindowMinutes: 10,
          recoveryMinutes: 5,
          stepSeconds: 15,
          maxSeries: 20,
          timeoutSeconds: 5,
          ...options.instance,
        },
      ],
      provider: 'prometheus',
      logger: mockServices.logger.mock(),
    });
    return collector.collect({
      services: [service],
      alerts: options.alerts ?? [],
      startedAt: new Date('2026-03-02T14:00:07.000Z'),
      resolvedAt: new Date('2026-03-02T14:10:00.000Z'),
      until: new Date(options.until ?? '2026-03-02T18:00:00.000Z'),
      signal: new AbortController().signal,
    });
  }
  const errorRate = {
    name: 'error_rate',
    query: parseQueryTemplate('rate(errors{service="$service"}[1m])'),
    unit: 'ratio',
    description: 'Share of requests that fail',
  };

  it('aligns the window around the incident to the step', async () => {
    const { nodes, failures } = await collect({
      instance: { queries: [errorRate] },
    });
    expect(failures).toEqual([]);
    expect(nodes).toHaveLength(1);
    const payload = metricPayloadSchema.parse(nodes[0].payload);
    expect(payload).toMatchObject({
      metric: 'error_rate',
      unit: 'ratio',
      description: 'Share of requests that fail',
      query: 'rate(errors{service="basket"}[1m])',
      labels: { service: 'basket' },
      stepSeconds: 15,
      window: {
        from: '2026-03-02T13:50:00.000Z',
        to: '2026-03-02T14:15:00.000Z',
      },
    });
    expect(payload.points[0]).toEqual(['2026-03-02T13:50:00.000Z', 0]);
    expect(payload.points.at(-1)).toEqual(['2026-03-02T14:15:00.000Z', 100]);
    expect(nodes[0]).toMatchObject({
      sourceType: 'telemetry',
      timestamp: '2026-03-02T14:15:00.000Z',
      metadata: { service: 'component:default/basket' },
    });
    expect(nodes[0].id).toBeUndefined();
    expect(nodes[0].sourceUrl).toBeUndefined();
  });

  it('links to the query where people open Prometheus', async () => {
    const { nodes } = await collect({
      instance: {
        queries: [errorRate],
        externalUrl: 'https://prometheus.example.com',
      },
    });

    expect(nodes[0].sourceUrl).toMatch(
      /^https:\/\/prometheus\.example\.com\/graph\?g0\.expr=rate%28errors/,
    );
  });

  it('returns the same evidence for the same window, and one correlation id for a longer one', async () => {
    const instance = { queries: [errorRate] };
    const first = await collect({ instance });
    const again = await collect({
      instance,
      until: '2026-03-03T09:00:00.000Z',
    });
    expect(again.nodes).toEqual(first.nodes);
    const earlier = await collect({
      instance,
      until: '2026-03-02T14:01:02.000Z',
    });
    expect(earlier.nodes[0].timestamp).toBe('2026-03-02T14:01:00.000Z');
    expect(earlier.nodes[0].metadata.correlationId).toBe(
      first.nodes[0].metadata.correlationId,
    );
  });

  it('leaves out and counts values that JSON does not have', async () => {
    server.answer = () =>
      matrix(
        [
          {
            metric: {},
            values: [
              [1772460000, 'NaN'],
              [1772460015, '+Inf'],
              [1772460030, '0.25'],
              [1772460045, '-Inf'],
            ],
          },
          { metric: { a: 'b' }, values: [[1772460000, 'NaN']] },
        ],
        { warnings: ['results may be incomplete'] },
      );
    const { nodes } = await collect({ instance: { queries: [errorRate] } });
    expect(nodes.map(node => node.payload)).toEqual([
      expect.objectContaining({
        points: [['2026-03-02T14:00:30.000Z', 0.25]],
        droppedPoints: 3,
        warnings: ['results may be incomplete'],
      }),
    ]);
  });

  it('keeps the same maxSeries series each time', async () => {
    const one = (pod: string) => ({
      metric: { pod },
      values: [[1772460000, '1']],
    });
    const instance = { queries: [errorRate], maxSeries: 2 };
    server.answer = () => matrix([one('c'), one('a'), one('b')]);
    const first = await collect({ instance });
    expect(first.nodes.map(node => node.payload)).toEqual([
      expect.objectContaining({ labels: { pod: 'a' }, droppedSeries: 1 }),
      expect.objectContaining({ labels: { pod: 'b' }, droppedSeries: 1 }),
    ]);
    server.answer = () => matrix([one('b'), one('a'), one('c')]);
    expect((await collect({ instance })).nodes).toEqual(first.nodes);
  });

  it('queries the expression behind an alert without its threshold', async () => {
    server.rules = [
      {
        name: 'BasketErrors',
        query: 'errors:ratio > 0.5',
        labels: { severity: 'page' },
      },
      {
        name: 'BasketErrors',
        query: 'errors:ratio > 0.05',
        labels: { severity: 'critical' },
      },
    ];
    const { nodes } = await collect({ alerts: [alert] });
    expect(server.queries).toEqual(['errors:ratio']);
    expect(nodes[0].payload).toMatchObject({
      metric: 'BasketErrors',
      alerts: ['BasketErrors'],
      threshold: { operator: '>', value: 0.05 },
    });
  });

  it('queries once when an alert is on a configured metric', async () => {
    server.rules = [
      { name: 'BasketErrors', query: 'rate(errors{service="basket"}[1m]) > 1' },
    ];
    const { nodes } = await collect({
      instance: { queries: [errorRate] },
      alerts: [alert],
    });
    expect(nodes).toHaveLength(1);
    expect(nodes[0].payload).toMatchObject({
      metric: 'error_rate',
      unit: 'ratio',
      alerts: ['BasketErrors'],
      threshold: { operator: '>', value: 1 },
    });
  });

  it('runs no expression that the server does not run itself', async () => {
    server.rules = [{ name: 'Other', query: 'up == 0' }];
    await collect({
      alerts: [{ ...alert, expression: '{__name__=~".+"}' }],
    });
    expect(server.queries).toEqual([]);
  });

  it("takes the alert's own expression where there is no rules API", async () => {
    server.rules = undefined;
    const { failures } = await collect({ alerts: [alert] });
    expect(failures).toEqual([]);
    expect(server.queries).toEqual(['errors:ratio']);
  });

  it('continues after a query that fails, and reports it', async () => {
    const usual = server.answer;
    server.answer = asked =>
      asked.form.get('query') === 'broken'
        ? {
            status: 400,
            body: { status: 'error', errorType: 'bad_data', error: 'no' },
          }
        : usual(asked);
    const { nodes, failures } = await collect({
      instance: {
        queries: [
          { name: 'broken', query: parseQueryTemplate('broken') },
          errorRate,
        ],
      },
    });
    expect(nodes).toHaveLength(1);
    expect(failures).toEqual([
      expect.stringContaining('broken: Prometheus at'),
    ]);
  });

  it('uses a larger step for a long incident', async () => {
    const { nodes } = await collect({
      instance: {
        queries: [errorRate],
        stepSeconds: 1,
        alertWindowMinutes: 600,
      },
    });
    const { points, stepSeconds } = metricPayloadSchema.parse(nodes[0].payload);
    expect(stepSeconds).toBe(10);
    expect(points.length).toBeLessThanOrEqual(4001);
  });
});
