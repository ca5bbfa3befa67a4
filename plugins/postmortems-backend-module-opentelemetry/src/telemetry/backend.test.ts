import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The module runs in a backend with the plugin that it extends
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import {
  gauge,
  logsRequest,
  metricsRequest,
  type TestRecord,
} from '../__testUtils__/telemetry';
import { postmortemsModuleOpenTelemetry } from '../module';

jest.setTimeout(60_000);

const TOKEN = '0123456789abcdef';
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

async function start(block: object = {}) {
  const knex = await databases.init('SQLITE_3');
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'checkout',
          namespace: 'default',
          annotations: { 'postmortems.dev/monitoring-name': 'shop/checkout' },
        },
      },
    ],
  });
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsModuleOpenTelemetry,
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      mockServices.database.mock({ getClient: async () => knex }).factory,
      mockServices.rootConfig.factory({
        data: {
          postmortems: {
            provenanceRouting: {
              telemetrySources: [
                {
                  platform: 'opentelemetry',
                  webhook: { token: TOKEN },
                  metrics: ['queue.*'],
                  ...block,
                },
              ],
            },
          },
        },
      }),
    ],
  });
  const call = (method: 'get' | 'post', path: string) =>
    request(backend.server)
      [method](`/api/postmortems/v1${path}`)
      .set('authorization', mockCredentials.user.header('user:default/ada'));
  const post = () =>
    request(backend.server)
      .post('/api/postmortems/webhooks/opentelemetry')
      .set('authorization', `Bearer ${TOKEN}`)
      .set('content-type', 'application/json');
  return {
    catalog,
    call,
    post,
    stop: () => backend.stop(),
    deliver: (body: object) => post().send(body),
    /** As an exporter with compression: gzip. */
    deliverPacked: (body: object) =>
      post()
        .set('content-encoding', 'gzip')
        .serialize(one => one)
        .send(gzipSync(JSON.stringify(body)) as unknown as string),
    open: async (fields: object = {}) => {
      await call('post', '/incidents')
        .send({
          key: 'INC-42',
          title: 'Checkout hangs',
          severity: 'sev2',
          services: ['component:default/checkout'],
          startedAt: minutesAgo(40).toISOString(),
          ...fields,
        })
        .expect(201);
    },
    deliveries: () => knex('webhook_deliveries').select('state'),
    settled: async () => {
      while (
        (await knex('webhook_deliveries').where('state', 'waiting')).length > 0
      ) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    evidence: async () => {
      await call('post', '/incidents/INC-42/postmortems').expect(201);
      const { body } = await call('get', '/incidents/INC-42/evidence');
      return body.items.filter(
        (node: { provider: string }) => node.provider === 'opentelemetry',
      );
    },
  };
}

const SHOP = { 'service.name': 'checkout', 'service.namespace': 'shop' };
const error = (minutes: number, body = 'pool exhausted'): TestRecord => ({
  at: minutesAgo(minutes),
  body,
  severityNumber: 17,
  severityText: 'ERROR',
});

describe('logs and metrics in the postmortems backend', () => {
  it('become evidence of the incident that is open, whatever else comes', async () => {
    const backend = await start();
    await backend.open();
    // Of one group, wherever the five minutes begin
    const bucket = 5 * 60_000;
    const at = new Date(
      Math.floor(minutesAgo(20).getTime() / bucket) * bucket + 60_000,
    );
    const logs = logsRequest(
      [
        { ...error(0), at },
        { ...error(0), at: at.getTime() + 5 },
        { ...error(20, 'fine'), severityNumber: 9 },
        error(500, 'long before'),
        error(20, 'password=hunter2hunter2'),
      ],
      SHOP,
    );
    const other = logsRequest([error(20, 'of mail')], {
      'service.name': 'mail',
    });
    const metrics = metricsRequest(
      [
        gauge('queue.length', [
          [minutesAgo(20), 3],
          [minutesAgo(10), 90],
        ]),
        gauge('noise', [[minutesAgo(20), 1]]),
      ],
      SHOP,
    );
    for (const body of [logs, metrics]) {
      const { status, body: answer } = await backend.deliverPacked(body);
      expect([status, answer]).toEqual([200, {}]);
      // An exporter that had no answer in time
      expect((await backend.deliverPacked(body)).status).toBe(200);
    }
    expect((await backend.deliver(other)).status).toBe(200);
    await backend.settled();
    expect(await backend.deliveries()).toHaveLength(2);
    const nodes = await backend.evidence();
    const payloads = nodes.map((one: any) => one.payload);
    expect(payloads).toHaveLength(3);
    expect(payloads).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'log',
          level: 'error',
          message: 'pool exhausted',
          count: 2,
        }),
        expect.objectContaining({ metric: 'queue.length' }),
      ]),
    );
    expect(JSON.stringify(payloads)).not.toContain('hunter2');
    expect(nodes[0].metadata.service).toBe('component:default/checkout');
    await backend.stop();
  });

  it('leave no row when nothing matches, and are not read when nothing is open', async () => {
    const backend = await start();
    const body = logsRequest([error(1)], SHOP);
    expect((await backend.deliver(body)).body).toEqual({});
    await backend.open({ resolvedAt: minutesAgo(30).toISOString() });
    await new Promise(resolve => setTimeout(resolve, 5100));
    // After the incident
    expect((await backend.deliver(body)).body).toEqual({});
    expect(await backend.deliveries()).toEqual([]);
    // Late, of its own time
    await backend.deliver(logsRequest([error(35)], SHOP));
    await backend.settled();
    expect(await backend.evidence()).toHaveLength(1);
    await backend.stop();
  });

  it('survive a burst of batches: equal lines are one node', async () => {
    const backend = await start();
    await backend.open();
    const at = minutesAgo(20);
    const batches = Array.from({ length: 60 }, (_, index) =>
      logsRequest(
        [
          { ...error(0), at },
          { ...error(0, `unlike ${index % 3}`), at },
          ...Array.from({ length: 20 }, (__, place) => ({
            ...error(0),
            at: at.getTime() + place,
          })),
        ].map(record => ({ ...record, batch: index })),
        SHOP,
      ),
    );
    const answers = await Promise.all(
      batches.map(body => backend.deliverPacked(body)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([200]),
    );
    await backend.settled();
    const counts: Record<string, number> = {};
    for (const { payload } of await backend.evidence()) {
      counts[payload.message] = (counts[payload.message] ?? 0) + payload.count;
    }
    expect(counts).toEqual({
      'pool exhausted': 60 * 21,
      'unlike 0': 20,
      'unlike 1': 20,
      'unlike 2': 20,
    });
    await backend.stop();
  });

  it('say what exceeds a limit', async () => {
    const backend = await start({ limits: { logGroups: 1 } });
    await backend.open();
    await backend.deliver(
      logsRequest([error(20, 'one'), error(19, 'two')], SHOP),
    );
    await backend.settled();
    const { body } = await backend.call('get', '/incidents/INC-42');
    expect(body.notices).toEqual([
      expect.objectContaining({ code: 'log-lines-left-out' }),
    ]);
    await backend.stop();
  });

  it('answer as the protocol has it', async () => {
    const backend = await start({ signals: ['logs'] });
    await backend.open();
    const half: any = logsRequest([error(20)], SHOP);
    half.resourceLogs[0].scopeLogs[0].logRecords.push('odd');
    expect((await backend.deliver(half)).body).toEqual({
      partialSuccess: {
        rejectedLogRecords: '1',
        errorMessage: expect.any(String),
      },
    });
    const refused = [
      await backend.deliver(metricsRequest([])),
      await backend.post().send('\n\u0001protobuf'),
      await backend.deliver({ resourceLogs: 'x' }),
      await backend.post().set('content-encoding', 'zstd').send('{}'),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(refused[0].body.error.message).toContain('signals has no metrics');
    expect(
      (await backend.post().set('authorization', 'Bearer x').send('{}')).status,
    ).toBe(401);
    await backend.stop();
  });

  it('are asked for again while the catalog does not answer', async () => {
    const backend = await start();
    await backend.open();
    jest
      .spyOn(backend.catalog, 'getEntityByRef')
      .mockRejectedValue(new Error('down'));
    const { status } = await backend.deliver(logsRequest([error(20)], SHOP));
    expect(status).toBe(503);
    expect(await backend.deliveries()).toEqual([]);
    await backend.stop();
  });
});
