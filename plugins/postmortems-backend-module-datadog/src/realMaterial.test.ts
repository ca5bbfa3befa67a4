import { join } from 'node:path';
import { findSchemaProblems } from './__testUtils__/apiDescription';
import { type Recorded, readCassette, replay } from './__testUtils__/cassettes';
import { FakeDatadog } from './__testUtils__/FakeDatadog';
import { fillShop, monitorEvent } from './__testUtils__/shop';
import { collectFrom, payloadsOf } from './__testUtils__/sourceOf';

// Datadog's client takes seconds to load
jest.setTimeout(60_000);

const { REAL_DATA_DIR, API_DESCRIPTIONS_DIR } = process.env;
const describeCassettes = REAL_DATA_DIR ? describe : describe.skip;
const describeContract = API_DESCRIPTIONS_DIR ? describe : describe.skip;

const cassette = (name: string) =>
  readCassette(join(REAL_DATA_DIR!, 'datadog-cassettes'), name);

/** An incident that the recorded time is within. */
function incidentAt(startedAt: string, resolvedAt: string) {
  return { startedAt, resolvedAt };
}

function only(kind: string) {
  const none = { events: 0, monitors: 0, incidents: 0, logs: 0, metrics: 0 };
  return { limits: { ...none, [kind]: 100 } };
}

/** Collects from a server that answers as recorded. */
async function collectRecorded(options: {
  entries: Recorded[];
  kind: string;
  incident: { startedAt: string; resolvedAt: string };
  pathOf?: (path: string) => string;
  block?: Record<string, string[]>;
}) {
  const server = await replay(options.entries, options.pathOf);
  try {
    const collected = await collectFrom(server, {
      incident: options.incident,
      block: { ...only(options.kind), ...options.block },
    });
    return { ...collected, asked: server.asked };
  } finally {
    await server.stop();
  }
}

/** Paths of all fields, without the positions in lists. */
function fieldsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(one => fieldsOf(one, at));
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, one]) =>
    fieldsOf(one, `${at}/${key}`),
  );
}

describeCassettes('recordings of Datadog (REAL_DATA_DIR)', () => {
  it('takes recorded events through all pages, each once', async () => {
    const { nodes, failure, asked } = await collectRecorded({
      entries: cassette('Search-events-returns-OK-response-with-pagination'),
      kind: 'events',
      incident: incidentAt(
        '2022-06-20T17:00:00.000Z',
        '2022-06-20T17:30:00.000Z',
      ),
    });
    expect(failure).toBeUndefined();
    expect(asked).toHaveLength(3);
    expect(asked[1].body).toMatchObject({
      page: { cursor: expect.any(String) },
    });
    expect(nodes.map(({ timestamp }) => timestamp)).toEqual([
      '2022-06-20T17:07:17.000Z',
      '2022-06-20T17:07:30.000Z',
      '2022-06-20T17:07:32.000Z',
    ]);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(3);
  });

  it('takes recorded log lines through all pages', async () => {
    const { nodes, failure, asked } = await collectRecorded({
      entries: cassette('Search-logs-returns-OK-response-with-pagination'),
      kind: 'logs',
      incident: incidentAt(
        '2022-04-11T16:00:00.000Z',
        '2022-04-11T17:00:00.000Z',
      ),
      // Both searches, of errors and of warnings, would get the same answers
      block: { logStatuses: ['error'] },
    });
    expect(failure).toBeUndefined();
    expect(asked).toHaveLength(3);
    const logs = payloadsOf(nodes, 'log');
    expect(logs.length).toBeGreaterThan(0);
    for (const { count } of logs) expect(count).toBeGreaterThan(0);
  });

  it('takes recorded incidents', async () => {
    const { nodes, failure } = await collectRecorded({
      entries: [
        ...cassette('Search-for-incidents-returns-OK-response_'),
        ...cassette('List-an-incident-s-impacts-returns-OK'),
      ],
      kind: 'incidents',
      incident: incidentAt(
        '2026-02-16T09:30:00.000Z',
        '2026-02-16T10:00:00.000Z',
      ),
      // The incidents of the one recording, the impacts of the other
      pathOf: path =>
        path.endsWith('/impacts')
          ? '/api/v2/incidents/81b6cd9f-526a-5a08-a204-ac402f36ea5f/impacts'
          : path,
    });
    expect(failure).toBeUndefined();
    const topics = payloadsOf(nodes, 'message').map(({ about }) => about);
    expect(topics).toContain('declared');
    expect(topics).toContain('state');
  });

  it('takes a recorded metric without a unit', async () => {
    const { nodes, failure, asked } = await collectRecorded({
      entries: cassette('Timeseries-cross-product-query-returns-OK-response'),
      kind: 'metrics',
      incident: incidentAt(
        '2024-04-01T13:46:00.000Z',
        '2024-04-01T14:20:00.000Z',
      ),
      block: { metrics: ['cpu_utilization'] },
    });
    expect(failure).toBeUndefined();
    expect(payloadsOf(nodes, 'metric')).toEqual([
      expect.objectContaining({
        unit: 'percent',
        points: [
          [expect.any(String), 1],
          [expect.any(String), 1],
          [expect.any(String), 87],
        ],
      }),
    ]);
    const [{ request }] = cassette(
      'Timeseries-cross-product-query-returns-OK-response',
    );
    const recorded = fieldsOf(JSON.parse(request.postData!.text!));
    expect(recorded).toEqual(
      expect.arrayContaining([...new Set(fieldsOf(asked[0].body))]),
    );
  });

  it.each([
    ['Timeseries-cross-product-query-returns-Bad-Request', 'metrics'],
    ['Search-events-returns-Bad-Request', 'events'],
  ])('says what was wrong by %s', async (name, kind) => {
    const { nodes, failure } = await collectRecorded({
      entries: cassette(name),
      kind,
      incident: incidentAt(
        '2022-06-20T17:00:00.000Z',
        '2022-06-20T17:30:00.000Z',
      ),
    });
    expect(nodes).toEqual([]);
    expect(failure).toMatch(/answered 400: .*invalid/i);
  });

  it.each([
    ['Get-a-monitor-s-details-returns-OK-response', 'query'],
    ['Get-a-monitor-s-details-returns-Monitor-Not-Found', undefined],
  ])('takes the definition of a monitor by %s', async (name, definition) => {
    const at = '2026-03-02T14:05:00.000Z';
    const event = {
      ...monitorEvent({ id: '1', at, from: 'OK', to: 'Alert' }),
      at: undefined,
      service: undefined,
    };
    delete (event.attributes.attributes.monitor as { query?: string }).query;
    const monitors = cassette(name).filter(
      ({ request }) => request.method === 'GET',
    );
    const { pathname } = new URL(monitors[0].request.url);
    const { nodes, failure } = await collectRecorded({
      entries: [
        ...monitors,
        {
          request: {
            method: 'POST',
            url: 'https://api.datadoghq.com/api/v2/events/search',
          },
          response: {
            status: 200,
            headers: [],
            content: { text: JSON.stringify({ data: [event] }) },
          },
        },
      ],
      kind: 'monitors',
      incident: incidentAt(
        '2026-03-02T14:00:00.000Z',
        '2026-03-02T14:30:00.000Z',
      ),
      pathOf: path => (path.startsWith('/api/v1/monitor/') ? pathname : path),
    });
    expect(failure).toBeUndefined();
    const [alert] = payloadsOf(nodes, 'alert');
    expect(alert.alertName).toBe('Checkout errors');
    expect(alert.threshold).toEqual(definition && { operator: '>', value: 2 });
  });

  it.each([
    ['/events/search', 'Search-events-returns-OK-response-with-pagination'],
    ['/logs/events/search', 'Search-logs-returns-OK-response-with-pagination'],
  ])('sends to %s only fields of recorded requests', async (path, name) => {
    const server = await FakeDatadog.start();
    fillShop(server);
    server.pageSize = 1;
    await collectFrom(server);
    await server.stop();
    // The recorded pages lack the query, which the ones without pages have
    const recorded = [name, name.replace('-with-pagination', '_')].flatMap(
      one =>
        cassette(one).flatMap(({ request }) =>
          fieldsOf(JSON.parse(request.postData!.text!)),
        ),
    );
    for (const { body } of server.to(path)) {
      expect(recorded).toEqual(expect.arrayContaining(fieldsOf(body)));
    }
  });
});

describeContract("Datadog's API description (API_DESCRIPTIONS_DIR)", () => {
  it('rejects a monitor that is none', () => {
    const server = {
      id: 71,
      type: 'query alert',
      query: 'avg(last_5m):avg:a{*} > 1',
    };
    expect(findSchemaProblems('Monitor', server)).toEqual([]);
    expect(findSchemaProblems('Monitor', { ...server, id: 'x' })).not.toEqual(
      [],
    );
  });
});
