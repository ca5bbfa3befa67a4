import type { JsonObject } from '@backstage/types';
import { submitEvidenceNodeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { FakeDatadog } from './__testUtils__/FakeDatadog';
import {
  ERROR_RATE,
  fillShop,
  logLine,
  monitorEvent,
  plainEvent,
} from './__testUtils__/shop';
import { collectFrom, payloadsOf, sourceOf } from './__testUtils__/sourceOf';

// Datadog's client takes seconds to load
jest.setTimeout(60_000);

/** Asks for one kind only. */
function only(kind: string, limit = 100) {
  return {
    limits: {
      events: 0,
      monitors: 0,
      incidents: 0,
      logs: 0,
      metrics: 0,
      [kind]: limit,
    },
  };
}

describe('DatadogSource', () => {
  let server: FakeDatadog;
  beforeEach(async () => {
    server = await FakeDatadog.start();
    fillShop(server);
  });
  const stop = async () => {
    await server.stop();
    expect(server.problems).toEqual([]);
  };
  afterEach(stop);

  it('takes events, alerts, incidents, logs and metrics of the window', async () => {
    const { nodes, failure } = await collectFrom(server);
    expect(failure).toBeUndefined();
    const count = (kind: string) => payloadsOf(nodes, kind).length;
    expect({
      alert: count('alert'),
      event: count('event'),
      log: count('log'),
      message: count('message'),
      metric: count('metric'),
    }).toEqual({ alert: 2, event: 1, log: 3, message: 6, metric: 2 });
    expect(new Set(nodes.map(({ metadata }) => metadata.service))).toEqual(
      new Set(['component:default/checkout']),
    );
    for (const { sourceUrl } of nodes) {
      expect(sourceUrl).toMatch(/^https:\/\/app\.example\.com\//);
    }
  });

  it('tests both keys, and says which one is refused', async () => {
    const test = (block: JsonObject = {}) =>
      sourceOf({
        apiUrl: server.apiUrl,
        apiKey: 'api-key',
        appKey: 'app-key',
        ...block,
      }).testConnection({ signal: AbortSignal.timeout(10_000) });
    expect(await test()).toEqual([
      {
        target: expect.stringContaining(new URL(server.apiUrl).host),
        ok: true,
        message: 'Datadog accepts both keys',
      },
    ]);
    for (const key of ['apiKey', 'appKey']) {
      expect(await test({ [key]: 'wrong' })).toMatchObject([
        {
          ok: false,
          message: expect.stringContaining(`telemetrySources[0].${key}`),
        },
      ]);
    }
  });

  it('takes the same evidence with a second collection', async () => {
    const first = await collectFrom(server);
    const again = await collectFrom(server);
    const inOrder = (nodes: object[]) =>
      nodes.map(node => JSON.stringify(node)).sort();
    expect(inOrder(again.nodes)).toEqual(inOrder(first.nodes));
  });

  it('makes alerts of the changes of a monitor, with query and threshold', async () => {
    const { nodes } = await collectFrom(server, { block: only('monitors') });
    expect(nodes).toHaveLength(2);
    expect(nodes[0]).toMatchObject({
      id: 'datadog/alert/501',
      timestamp: '2026-03-02T14:05:00.000Z',
      expiresAt: '2027-05-31T14:05:00.000Z',
      sourceUrl: 'https://app.example.com/monitors/71',
      payload: {
        alertName: 'Checkout errors',
        status: 'firing',
        severity: 'P2',
        description: 'More than 5 % of orders fail.',
        startsAt: '2026-03-02T14:05:00.000Z',
        labels: { service: 'checkout', env: 'prod', team: 'shop' },
        expression: `avg(last_5m):${ERROR_RATE} > 0.05`,
        threshold: { operator: '>', value: 0.05 },
      },
    });
    expect(nodes[1].payload).toMatchObject({
      status: 'resolved',
      startsAt: '2026-03-02T14:05:00.000Z',
      endsAt: '2026-03-02T14:28:00.000Z',
    });
  });

  it('tells the groups of a monitor apart', async () => {
    server.events = ['a', 'b'].map((host, index) =>
      monitorEvent({
        id: `60${index}`,
        at: `2026-03-02T14:0${index}:00.000Z`,
        from: 'OK',
        to: 'Alert',
        groups: [`host:${host}`],
      }),
    );
    const { nodes } = await collectFrom(server, { block: only('monitors') });
    expect(nodes.map(({ metadata }) => metadata.correlationId)).toEqual([
      'monitor:71:host:a',
      'monitor:71:host:b',
    ]);
    expect(server.to('/monitor/')).toHaveLength(1);
  });

  it('takes the alert of a monitor that was deleted', async () => {
    server.monitors.clear();
    const { nodes, failure } = await collectFrom(server, {
      block: only('monitors'),
    });
    expect(failure).toBeUndefined();
    expect(nodes[0].payload).toMatchObject({ severity: 'error' });
  });

  it('groups equal log lines of five minutes, errors first', async () => {
    const { nodes } = await collectFrom(server, {
      block: { ...only('logs'), retentionDays: 7 },
    });
    expect(payloadsOf(nodes, 'log')).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'payment provider refused the token',
        count: 2,
        until: '2026-03-02T14:04:50.000Z',
        origins: ['web-1'],
      }),
      expect.objectContaining({ level: 'error', count: 1 }),
      expect.objectContaining({ level: 'warn', message: 'the queue is long' }),
    ]);
    expect(nodes[0]).toMatchObject({
      timestamp: '2026-03-02T14:04:10.000Z',
      expiresAt: '2026-03-09T14:04:10.000Z',
    });
    expect(nodes[0].id).toBeUndefined();
    expect(nodes[0].metadata.correlationId).toBe(
      nodes[1].metadata.correlationId,
    );
  });

  it('says that log lines were left out', async () => {
    const { nodes, failure } = await collectFrom(server, {
      block: only('logs', 2),
    });
    expect(payloadsOf(nodes, 'log')).toEqual([
      expect.objectContaining({ count: 2 }),
    ]);
    expect(failure).toContain(
      'logs: Only the first 2 lines were taken, errors before others; postmortems.provenanceRouting.telemetrySources[0].limits.logs sets how many',
    );
  });

  it('follows pages to the end', async () => {
    server.pageSize = 7;
    server.logs = Array.from({ length: 30 }, (_, index) =>
      logLine(
        `2026-03-02T14:0${index % 10}:${10 + index}.000Z`,
        `failure ${index}`,
      ),
    );
    server.events = Array.from({ length: 20 }, (_, index) =>
      plainEvent(`2026-03-02T14:00:${10 + index}.000Z`, `event ${index}`),
    );
    const { nodes, failure } = await collectFrom(server);
    expect(failure).toBeUndefined();
    expect(payloadsOf(nodes, 'log')).toHaveLength(30);
    expect(
      nodes.filter(({ id }) => id?.startsWith('datadog/event/')),
    ).toHaveLength(20);
  });

  it('takes what happened in incidents of Datadog', async () => {
    const { nodes } = await collectFrom(server, { block: only('incidents') });
    expect(
      nodes.map(({ timestamp, payload }) => [timestamp, payload.text]),
    ).toEqual([
      [
        '2026-03-02T14:05:30.000Z',
        'Incident 88 "Checkout is failing" was detected',
      ],
      [
        '2026-03-02T14:07:00.000Z',
        'Incident 88 "Checkout is failing" was declared as SEV-2',
      ],
      [
        '2026-03-02T14:30:00.000Z',
        'Incident 88 "Checkout is failing" became resolved',
      ],
      ['2026-03-02T14:31:00.000Z', 'Summary: The token had expired'],
      ['2026-03-02T14:04:00.000Z', 'Impact: One in three orders failed'],
      ['2026-03-02T14:27:00.000Z', 'Impact ended: One in three orders failed'],
    ]);
    expect(nodes[0].sourceUrl).toBe('https://app.example.com/incidents/88');
  });

  it('asks for privacy when an incident of Datadog is private', async () => {
    server.incidents[0].attributes.visibility = 'private';
    const reasons: string[] = [];
    await collectFrom(server, {
      block: only('incidents'),
      onRestrict: reason => reasons.push(reason),
    });
    expect(reasons).toEqual([
      'Incident 88 in Datadog is private, and evidence was taken from it',
    ]);
  });

  it('takes metrics with the unit of the answer, and without empty points', async () => {
    const { nodes } = await collectFrom(server, { block: only('metrics') });
    expect(nodes.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({
        metric: 'error_rate',
        query: ERROR_RATE,
        unit: 'ratio',
        points: [
          ['2026-03-02T14:00:00.000Z', 0.01],
          ['2026-03-02T14:10:00.000Z', 0.38],
          ['2026-03-02T14:30:00.000Z', 0.01],
        ],
        stepSeconds: 10,
        window: {
          from: '2026-03-02T12:00:00.000Z',
          to: '2026-03-02T14:45:00.000Z',
        },
      }),
      expect.objectContaining({ metric: 'latency_p99', unit: 'seconds' }),
    ]);
    expect(nodes[0].id).toBeUndefined();
  });

  it('asks once for a metric that a monitor watches', async () => {
    const { nodes } = await collectFrom(server, {
      block: { metrics: ['error_rate'] },
    });
    expect(payloadsOf(nodes, 'metric')).toEqual([
      expect.objectContaining({
        metric: 'error_rate',
        alerts: ['Checkout errors'],
        threshold: { operator: '>', value: 0.05 },
      }),
    ]);
    expect(server.to('/query/timeseries')).toHaveLength(1);
  });

  it('asks by the annotation of the catalog and the environment', async () => {
    await collectFrom(server, {
      block: { env: 'prod', metrics: ['cpu_utilization'] },
      annotations: { 'datadoghq.com/service': 'Check Out' },
    });
    expect(server.to('/events/search')[0].body).toMatchObject({
      filter: { query: '(service:"check_out") env:"prod"' },
    });
    expect(server.to('/query/timeseries')[0].body).toMatchObject({
      data: {
        attributes: {
          formulas: [{ formula: '100 - query1' }],
          queries: [
            { query: 'avg:system.cpu.idle{service:check_out,env:prod}' },
          ],
        },
      },
    });
  });

  it('waits for the end of a rate limit that is near', async () => {
    server.script.push({
      path: '/logs/',
      answer: { status: 429, headers: { 'x-ratelimit-reset': '1' } },
    });
    const { failure } = await collectFrom(server, { block: only('logs') });
    expect(failure).toBeUndefined();
    expect(server.to('/logs/').length).toBeGreaterThan(1);
  });

  it('keeps the rest when a rate limit lasts', async () => {
    server.script.push({
      path: '/logs/',
      answer: {
        status: 429,
        headers: { 'retry-after': '900', 'x-ratelimit-name': 'logs_search' },
      },
    });
    const { nodes, failure } = await collectFrom(server);
    expect(payloadsOf(nodes, 'alert')).toHaveLength(2);
    expect(failure).toMatch(
      /^Not everything could be taken from Datadog: logs: Datadog at 127\.0\.0\.1:\d+ allows no more calls now; it will in 900 s \(429: rate limit logs_search\)$/,
    );
  });

  it.each([{ status: 503 } as const, 'reset' as const])(
    'calls again after %j',
    async answer => {
      server.script.push({ path: '/events/search', answer });
      const { nodes, failure } = await collectFrom(server, {
        block: only('events'),
      });
      expect(failure).toBeUndefined();
      expect(nodes).toHaveLength(1);
    },
  );

  it('keeps the pages before one that fails', async () => {
    server.pageSize = 2;
    for (let times = 0; times < 3; times += 1) {
      server.script.push({ path: '/logs/', answer: { status: 500 }, skip: 1 });
    }
    const { nodes, failure } = await collectFrom(server, {
      block: only('logs'),
    });
    expect(nodes.length).toBeGreaterThan(0);
    expect(failure).toContain('answered 500');
  });

  it('says that the API key is unknown', async () => {
    server.apiKey = 'another';
    const { nodes, failure } = await collectFrom(server);
    expect(nodes).toEqual([]);
    expect(failure).toContain(
      'does not know the API key in postmortems.provenanceRouting.telemetrySources[0].apiKey: take one from Organization Settings > API Keys, of the site datadoghq.com',
    );
    expect(server.to('/validate')).toHaveLength(1);
  });

  it('names the scope that the application key lacks', async () => {
    server.forbidden = ['/logs/'];
    const { nodes, failure } = await collectFrom(server);
    expect(nodes.length).toBeGreaterThan(0);
    expect(failure).toContain(
      'refuses the application key in postmortems.provenanceRouting.telemetrySources[0].appKey; it was revoked, or lacks the scope logs_read_data',
    );
  });

  it("says what Datadog's answer says of a bad query", async () => {
    server.script.push({
      path: '/query/timeseries',
      answer: {
        status: 400,
        body: {
          errors: ['Queries ending outside the retention date are invalid'],
        },
      },
    });
    const { nodes, failure } = await collectFrom(server, {
      block: only('metrics'),
    });
    expect(payloadsOf(nodes, 'metric')).toHaveLength(1);
    expect(failure).toContain('metric error_rate: Datadog at 127.0.0.1');
    expect(failure).toContain('outside the retention date');
  });

  it('does not take the sign-in page of a proxy for data', async () => {
    server.script.push({
      path: '/events/search',
      answer: { headers: { 'content-type': 'text/html' }, body: '<html>' },
    });
    const { failure } = await collectFrom(server, { block: only('events') });
    expect(failure).toContain('sign-in page of a proxy');
  });

  it('follows no redirect', async () => {
    server.script.push({
      path: '/events/search',
      answer: { status: 307, headers: { location: 'http://127.0.0.1:1' } },
    });
    const { failure } = await collectFrom(server, { block: only('events') });
    expect(failure).toContain('redirects are not followed');
  });

  it('keeps what it has when its time is over', async () => {
    server.script.push({ path: '/logs/', answer: 'hang' });
    const { nodes, failure } = await collectFrom(server, {
      signal: AbortSignal.timeout(3000),
    });
    expect(payloadsOf(nodes, 'alert')).toHaveLength(2);
    expect(failure).toContain('logs: There was no time left');
  });

  it('takes nothing from outside the window, whatever the server sends', async () => {
    server.script.push({
      path: '/events/search',
      answer: {
        body: {
          data: [
            '2026-03-02T11:59:00.000Z',
            '2026-03-02T14:00:00.000Z',
            // A clock that goes ahead by days
            '2026-03-05T14:00:00.000Z',
          ].map(at => {
            const {
              at: _at,
              service: _service,
              ...event
            } = plainEvent(at, 'x');
            return event;
          }),
        },
      },
    });
    const { nodes } = await collectFrom(server, { block: only('events') });
    expect(nodes.map(({ timestamp }) => timestamp)).toEqual([
      '2026-03-02T14:00:00.000Z',
    ]);
    expect(submitEvidenceNodeSchema.parse(nodes[0]).provider).toBe('datadog');
  });

  it('leaves the minutes that are not over to a later collection', async () => {
    const now = Date.now();
    server.logs = [10, 1].map(minutes =>
      logLine(new Date(now - minutes * 60_000).toISOString(), `${minutes}`),
    );
    const started = new Date(now - 3_600_000).toISOString();
    const { nodes } = await collectFrom(server, {
      block: only('logs'),
      incident: { startedAt: started, resolvedAt: undefined, status: 'open' },
    });
    expect(payloadsOf(nodes, 'log')[0]).toMatchObject({ message: '10' });
    const { to } = (server.to('/logs/')[0].body as { filter: { to: string } })
      .filter;
    expect((Date.parse(to) + 1) % 300_000).toBe(0);
  });
});
