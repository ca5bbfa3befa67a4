import { collectLoki } from './__testUtils__/collectLoki';
import { FakeLoki, lokiLine } from './__testUtils__/FakeLoki';

const at = (minute: number, second = 0) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute, second)).toISOString();

describe('LokiSource', () => {
  let server: FakeLoki;

  beforeEach(async () => {
    server = await FakeLoki.start();
  });
  afterEach(() => server.stop());

  const messages = (nodes: { payload: Record<string, unknown> }[]) =>
    nodes.map(({ payload }) => payload.message);

  it('takes errors and warnings of the services, and puts equal ones of five minutes together', async () => {
    server.lines = [
      lokiLine(at(1), 'level=error payment provider refused the token', {
        service_name: 'checkout',
        pod: 'checkout-1',
        level: 'error',
      }),
      lokiLine(at(2), 'level=error payment provider refused the token', {
        service_name: 'checkout',
        pod: 'checkout-2',
        level: 'error',
      }),
      lokiLine(at(6), 'level=error payment provider refused the token', {
        service_name: 'checkout',
        pod: 'checkout-2',
        level: 'error',
      }),
      lokiLine(at(3), 'WARN the queue is long'),
      lokiLine(at(3), 'GET /health'),
      lokiLine(at(3), 'error of another service', { service_name: 'mail' }),
      lokiLine(at(90), 'error after the incident'),
    ];
    const { nodes, failure } = await collectLoki(server, {
      block: {
        retentionDays: 30,
        explore: {
          grafanaUrl: 'https://grafana.example.com',
          datasourceUid: 'loki-1',
        },
      },
    });
    expect(failure).toBe('');
    expect(nodes).toEqual([
      expect.objectContaining({
        sourceType: 'telemetry',
        provider: 'loki',
        timestamp: at(1),
        expiresAt: '2026-04-01T14:01:00.000Z',
        metadata: expect.objectContaining({
          service: 'component:default/checkout',
        }),
        payload: {
          kind: 'log',
          level: 'error',
          message: 'level=error payment provider refused the token',
          count: 2,
          until: at(2),
          origins: ['checkout-1', 'checkout-2'],
        },
      }),
      expect.objectContaining({
        timestamp: at(6),
        payload: expect.objectContaining({ count: 1 }),
      }),
      expect.objectContaining({
        payload: {
          kind: 'log',
          level: 'warn',
          message: 'WARN the queue is long',
          count: 1,
        },
      }),
    ]);
    const link = new URL(nodes[0].sourceUrl!);
    expect(link.origin + link.pathname).toBe(
      'https://grafana.example.com/explore',
    );
    expect(JSON.parse(link.searchParams.get('panes')!).lines).toMatchObject({
      datasource: 'loki-1',
      queries: [
        {
          expr: '{service_name="checkout"} |~ "(?i)(error|exception|fatal|panic|critical)"',
        },
      ],
      range: { from: String(Date.parse(at(1))) },
    });
  });

  it('adds nothing when it collects again', async () => {
    server.lines = [1, 2, 3].map(minute => lokiLine(at(minute), 'error'));
    const first = await collectLoki(server);
    expect((await collectLoki(server)).nodes).toEqual(first.nodes);
  });

  it('sends tenant and secret, and takes what the selector says', async () => {
    server.tenant = 'shop|platform';
    server.lines = [
      lokiLine(at(1), 'one', { app: 'checkout' }),
      lokiLine(at(2), 'two', { app: 'checkout', env: 'test' }),
    ];
    const { nodes, failure } = await collectLoki(server, {
      block: {
        tenant: 'shop|platform',
        selector: '{app="$service"}',
        filters: [''],
      },
    });
    expect(failure).toBe('');
    expect(messages(nodes)).toEqual(['one', 'two']);
    expect(new Set(server.queries)).toEqual(new Set(['{app="checkout"}']));
  });

  it('takes a line that two filters fit once', async () => {
    server.lines = [lokiLine(at(1), 'warning: error')];
    const { nodes } = await collectLoki(server);
    expect(nodes).toMatchObject([{ payload: { count: 1 } }]);
  });

  it('reads all pages, with neither gaps nor doubles', async () => {
    server.lines = Array.from({ length: 2500 }, (_, index) =>
      lokiLine(at(0, Math.floor(index / 3)), `error ${index}`),
    );
    const { nodes, failure } = await collectLoki(server, {
      block: { maxLines: 5000 },
    });
    expect(failure).toBe('');
    expect(new Set(messages(nodes)).size).toBe(2500);
    expect(nodes).toHaveLength(2500);
  });

  it('ends when more lines than a page are of one moment', async () => {
    server.lines = Array.from({ length: 1500 }, (_, index) =>
      lokiLine(at(1), `error ${index}`),
    );
    server.lines.push(lokiLine(at(2), 'error afterwards'));
    const { nodes, failure } = await collectLoki(server);
    expect(nodes).toHaveLength(1501);
    expect(failure).toBe('');
  });

  it('goes on after a moment with more lines than can be asked for, and says so', async () => {
    server.lines = [
      ...Array.from({ length: 5100 }, (_, index) =>
        lokiLine(at(1), `error ${index}`),
      ),
      lokiLine(at(2), 'error afterwards'),
      lokiLine(at(3), 'warn'),
    ];
    const { nodes, failure } = await collectLoki(server, {
      block: { maxLines: 10_000 },
    });
    expect(nodes).toHaveLength(5002);
    expect(failure).toBe(
      'Not all log lines could be taken: checkout: more than 5000 lines are of one moment, and the rest of it was left out',
    );
  });

  it('takes lines of the incident before those of the look-back', async () => {
    server.lines = [
      ...Array.from({ length: 50 }, (_, index) =>
        lokiLine(at(-20, index), `error ${index}`),
      ),
      lokiLine(at(1), 'error of the incident'),
      lokiLine(at(-1), 'error just before'),
    ];
    const { nodes, failure } = await collectLoki(server, {
      block: { maxLines: 3 },
    });
    expect(messages(nodes)).toEqual([
      'error of the incident',
      'error just before',
      'error 49',
    ]);
    expect(failure).toContain('Only 3 lines were taken');
  });

  it('shares what it takes among the services', async () => {
    server.lines = [
      ...Array.from({ length: 50 }, (_, index) =>
        lokiLine(at(1, index), `error ${index}`),
      ),
      lokiLine(at(2), 'error of mail', { service_name: 'mail' }),
    ];
    const { nodes } = await collectLoki(server, {
      block: { maxLines: 10 },
      incident: {
        services: ['component:default/checkout', 'component:default/mail'],
      },
    });
    expect(nodes).toHaveLength(10);
    expect(messages(nodes)).toContain('error of mail');
  });

  it('adds no doubles when the start or end of the incident moves', async () => {
    server.lines = Array.from({ length: 90 }, (_, index) =>
      lokiLine(at(index - 35, 30), 'error'),
    );
    const first = await collectLoki(server);
    const moved = await collectLoki(server, {
      incident: {
        startedAt: at(-2),
        resolvedAt: at(32),
      },
    });
    const known = new Set(first.nodes.map(node => JSON.stringify(node)));
    const times = new Set(first.nodes.map(({ timestamp }) => timestamp));
    for (const node of moved.nodes) {
      expect(known.has(JSON.stringify(node))).toBe(times.has(node.timestamp));
    }
  });

  it('takes errors before warnings when there are too many, and says so', async () => {
    server.lines = [
      lokiLine(at(1), 'warn 1'),
      lokiLine(at(2), 'error 1'),
      lokiLine(at(3), 'error 2'),
    ];
    const { nodes, failure } = await collectLoki(server, {
      block: { maxLines: 2 },
    });
    expect(messages(nodes)).toEqual(['error 1', 'error 2']);
    expect(failure).toBe(
      'Not all log lines could be taken: Only 2 lines were taken, those of earlier filters before others, and the first after the start of the incident; postmortems.provenanceRouting.telemetrySources[0].maxLines sets how many',
    );
  });

  it('leaves minutes that are not over to the next collection', async () => {
    const now = Date.now();
    const iso = (minutes: number) =>
      new Date(now - minutes * 60_000).toISOString();
    server.lines = [
      lokiLine(iso(20), 'error long ago'),
      lokiLine(iso(0.01), 'error just now'),
    ];
    const { nodes } = await collectLoki(server, {
      incident: { startedAt: iso(25), resolvedAt: undefined },
    });
    expect(messages(nodes)).toEqual(['error long ago']);
  });

  it('takes lines of a clock that is five minutes off, once and with their own time', async () => {
    const now = Date.now();
    const iso = (minutes: number) =>
      new Date(now + minutes * 60_000).toISOString();
    const collect = async () => {
      const { nodes, failure } = await collectLoki(server, {
        incident: { startedAt: iso(-25), resolvedAt: undefined },
      });
      expect(failure).toBe('');
      return nodes.map(({ timestamp, payload }) => [
        timestamp,
        payload.message,
      ]);
    };
    const behind = [iso(-5), 'error, five minutes behind'];
    const ahead = [iso(5), 'error, five minutes ahead'];
    server.lines = [behind, ahead].map(([time, line]) => lokiLine(time, line));
    // Those minutes are not over yet, by our own clock
    expect(await collect()).toEqual([behind]);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 15 * 60_000);
    try {
      expect(await collect()).toEqual([behind, ahead]);
    } finally {
      clock.mockRestore();
    }
  });

  it('waits for a rate limit that ends soon, and tries a 5xx answer again', async () => {
    server.lines = [lokiLine(at(1), 'error')];
    server.failures.push(
      { status: 429, body: 'too many', headers: { 'retry-after': '1' } },
      { status: 502, body: '' },
    );
    const { nodes, failure } = await collectLoki(server);
    expect(failure).toBe('');
    expect(nodes).toHaveLength(1);
  });

  it('keeps what other queries bring when one fails, and says why', async () => {
    server.lines = [lokiLine(at(1), 'warn')];
    server.failures.push({
      status: 400,
      body: 'parse error at line 1, col 9: syntax error',
    });
    const { nodes, failure } = await collectLoki(server);
    expect(messages(nodes)).toEqual(['warn']);
    expect(failure).toMatch(
      /^Not all log lines could be taken: checkout: Loki at http:\S+ answered 400: parse error at line 1, col 9: syntax error$/,
    );
  });

  it('says that its token is not known, without the token', async () => {
    const { nodes, failure } = await collectLoki(server, {
      block: { auth: { token: 'expired-token' } },
    });
    expect(nodes).toEqual([]);
    expect(failure).toContain('answered 401: invalid token');
    expect(failure).not.toContain('expired-token');
  });

  it('says that a query counts lines', async () => {
    server.failures.push({
      status: 200,
      body: {
        status: 'success',
        data: { resultType: 'matrix', result: [] },
      },
    });
    expect((await collectLoki(server)).failure).toContain('counts them');
  });

  it('loses no neighbour of an odd line', async () => {
    const good = [String(BigInt(Date.parse(at(1))) * 1_000_000n), 'error'];
    server.failures.push({
      status: 200,
      body: {
        status: 'success',
        data: {
          resultType: 'streams',
          result: [
            { stream: 'none', values: [['x', 'error'], [1, 2], null, good] },
            { stream: { service_name: 'checkout' } },
          ],
        },
      },
    });
    const { nodes, failure } = await collectLoki(server);
    expect(failure).toBe('');
    expect(messages(nodes)).toEqual(['error']);
  });
});
