import { FakePrometheus, matrix } from '../__testUtils__/FakePrometheus';
import type { InstanceConfig } from '../config/config';
import { PrometheusClient } from './PrometheusClient';

describe('PrometheusClient', () => {
  let server: FakePrometheus;
  const signal = new AbortController().signal;
  const window = {
    from: new Date('2026-03-02T14:00:00.000Z'),
    to: new Date('2026-03-02T14:00:30.000Z'),
    stepSeconds: 15,
  };
  const client = (overrides: Partial<InstanceConfig> = {}) =>
    new PrometheusClient({
      instance: {
        path: 'sources[0]',
        baseUrl: server.baseUrl,
        queries: [],
        alertWindowMinutes: 120,
        recoveryMinutes: 15,
        stepSeconds: 15,
        maxSeries: 20,
        timeoutSeconds: 5,
        ...overrides,
      },
    });
  const ask = (overrides?: Partial<InstanceConfig>) =>
    client(overrides).queryRange('up', { ...window, signal });

  beforeEach(async () => {
    server = await FakePrometheus.start();
  });
  afterEach(() => server.stop());

  it('queries a range under the path of its base URL, with its secret', async () => {
    const { series, warnings } = await ask({
      baseUrl: `${server.baseUrl}/tenant`,
      auth: { token: 'abc' },
    });
    expect(series).toEqual([
      expect.objectContaining({
        metric: { service: 'basket' },
        values: [
          [1772460000, '0'],
          [1772460015, '1'],
          [1772460030, '2'],
        ],
      }),
    ]);
    expect(warnings).toEqual([]);
    expect(server.asked[0]).toMatchObject({
      method: 'POST',
      path: '/tenant/api/v1/query_range',
      authorization: 'Bearer abc',
    });
    await ask({ auth: { basicAuth: { username: 'u', password: 'p' } } });
    expect(server.asked[1].authorization).toBe('Basic dTpw');
  });

  it('lists the alerting rules', async () => {
    server.rules = [{ name: 'A', query: 'up == 0', labels: { team: 'x' } }];
    await expect(client().alertingRules({ signal })).resolves.toEqual([
      { name: 'A', query: 'up == 0', labels: { team: 'x' } },
    ]);
  });

  it.each(['reset', { status: 503, body: 'starting' }] as const)(
    'tries once more after %j',
    async failure => {
      let calls = 0;
      const usual = server.answer;
      server.answer = asked => {
        calls += 1;
        return calls === 1 ? failure : usual(asked);
      };
      await expect(ask()).resolves.toMatchObject({ warnings: [] });
      expect(calls).toBe(2);
    },
  );

  it("fails after the second failure with the server's message", async () => {
    server.answer = () => ({
      status: 503,
      body: { status: 'error', errorType: 'timeout', error: 'query timed out' },
    });
    await expect(ask()).rejects.toThrow(
      `Prometheus at ${server.baseUrl} answered 503 timeout: query timed out`,
    );
    expect(server.asked).toHaveLength(2);
  });

  it('does not retry a 4xx response', async () => {
    server.answer = () => ({
      status: 400,
      body: { status: 'error', errorType: 'bad_data', error: 'parse error' },
    });
    await expect(ask()).rejects.toThrow('answered 400 bad_data: parse error');
    expect(server.asked).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    server.answer = () => ({
      status: 307,
      body: '',
      headers: { location: `${server.baseUrl}/elsewhere` },
    });
    await expect(ask()).rejects.toThrow('redirects are not followed');
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/api/v1/query_range',
    ]);
  });

  it('fails after its timeout', async () => {
    server.answer = () => 'hang';
    await expect(ask({ timeoutSeconds: 0.2 })).rejects.toThrow(
      'did not answer within 0.2 s',
    );
    expect(server.asked).toHaveLength(1);
  });

  it('stops when the caller aborts', async () => {
    server.answer = () => 'hang';
    await expect(
      client().queryRange('up', {
        ...window,
        signal: AbortSignal.timeout(100),
      }),
    ).rejects.toThrow();
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    'not JSON',
    { status: 'success', data: { resultType: 'vector', result: [] } },
    matrix([{ metric: { a: 1 }, values: [] }]).body,
    matrix([{ metric: {}, values: [['x', 'y']] }]).body,
  ])('rejects a response of another shape: %j', async body => {
    server.answer = () => ({ body });
    await expect(ask()).rejects.toThrow(
      'answered with something else than data',
    );
  });

  it('rejects a response over 50 MiB', async () => {
    server.answer = () => ({ body: ' '.repeat(51 * 1024 * 1024) });
    await expect(ask()).rejects.toThrow('answered with more than');
  });
});
