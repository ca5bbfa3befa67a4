import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The module runs in a backend with the plugin that it extends
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { exportRequest, GENERATIONS, LOG } from './__testUtils__/otlp';
import { postmortemsModuleOpenTelemetry } from './module';

jest.setTimeout(60_000);

const TOKEN = '0123456789abcdef';
const [generation] = Object.values(GENERATIONS).slice(-1);

async function start() {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsModuleOpenTelemetry,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'checkout', namespace: 'default' },
          },
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          postmortems: {
            provenanceRouting: {
              agentTraces: [
                {
                  platform: 'opentelemetry',
                  license: 'CC-BY-4.0',
                  webhook: { token: TOKEN },
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
  await call('post', '/incidents')
    .send({
      key: 'INC-42',
      title: 'Checkout hangs',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T13:55:00.000Z',
      resolvedAt: '2026-03-02T15:00:00.000Z',
    })
    .expect(201);
  const traces = async () =>
    (await call('get', '/incidents/INC-42/traces')).body.items;
  return {
    call,
    stop: () => backend.stop(),
    traces,
    deliver: (body: object | Buffer, token = TOKEN) =>
      request(backend.server)
        .post('/api/postmortems/webhooks/opentelemetry')
        .set('authorization', `Bearer ${token}`)
        .set(
          'content-type',
          Buffer.isBuffer(body) ? 'application/x-protobuf' : 'application/json',
        )
        .send(body),
    untilTraces: async (count: number) => {
      while ((await traces()).length < count) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
  };
}

describe('the module in the postmortems backend', () => {
  it('goes from an export, and the same file uploaded, to sentences of one investigation', async () => {
    const { call, deliver, traces, untilTraces, stop } = await start();
    const body = exportRequest(generation, {
      'service.name': 'triage-agent',
      'postmortems.incident': 'INC-42',
    });
    expect((await deliver(body, 'wrong')).status).toBe(401);
    const accepted = await deliver(body);
    expect([accepted.status, accepted.body]).toEqual([200, {}]);
    expect((await deliver(body)).status).toBe(200);
    await untilTraces(1);

    const uploaded = await call(
      'post',
      '/incidents/INC-42/uploads/opentelemetry-traces',
    )
      .set('content-type', 'application/json')
      .send(JSON.stringify(body));
    expect(uploaded.body).toMatchObject({
      created: 0,
      duplicate: 1,
      traces: { created: 0, duplicate: 1 },
    });
    expect(await traces()).toMatchObject([{ license: 'CC-BY-4.0' }]);

    const written = await call('post', '/incidents/INC-42/postmortems');
    const { body: document } = await call(
      'get',
      `/postmortems/${written.body.id}`,
    );
    const texts = JSON.stringify(document);
    for (const sentence of [
      'The connection pool was exhausted',
      `Found by log inspection (“checkout-1”): “${LOG}”.`,
      // The answer of the agent is no step
      'The investigation (2 steps) names no contributing factor.',
      'What a step of the investigation found, correlated events (“get_events”), was not recorded.',
    ]) {
      expect(texts).toContain(sentence);
    }
    await stop();
  });

  it('stores nothing that names no incident or is of no agent, and says how much that is', async () => {
    const { call, deliver, stop } = await start();
    const plain = exportRequest(
      [{ at: 0, attributes: { 'http.route': '/' } }],
      {
        'postmortems.incident': 'INC-42',
      },
    );
    const unnamed = exportRequest(generation);
    for (const [body, rejectedSpans] of [
      [plain, '1'],
      [unnamed, '3'],
    ] as const) {
      const { status, body: answer } = await deliver(body);
      expect(status).toBe(200);
      expect(answer.partialSuccess).toEqual({
        rejectedSpans,
        errorMessage: expect.stringContaining('postmortems.incident'),
      });
    }
    const { body: evidence } = await call('get', '/incidents/INC-42/evidence');
    expect(evidence.items).toEqual([]);
    const upload = await call(
      'post',
      '/incidents/INC-42/uploads/opentelemetry-traces',
    ).send(JSON.stringify(plain));
    expect(upload.status).toBe(400);
    await stop();
  });

  it('refuses protobuf and compressed bodies with what to set', async () => {
    const { deliver, stop } = await start();
    const answers = [
      await deliver(Buffer.from([10, 2, 18, 0])),
      await deliver(gzipSync('{}')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    expect(answers[0].body.error.message).toContain('http/json');
    expect(answers[1].body.error.message).toContain('compression: none');
    await stop();
  });

  it('takes what an incident misses when one of two in a delivery is unknown', async () => {
    const { deliver, traces, untilTraces, stop } = await start();
    const known = generation.map(span => ({
      ...span,
      attributes: { ...span.attributes, 'postmortems.incident': 'INC-42' },
    }));
    const unknown = generation.map(span => ({
      ...span,
      traceId: 'ffffffffffffffffffffffffffffffff',
      attributes: { ...span.attributes, 'postmortems.incident': 'INC-9' },
    }));
    expect((await deliver(exportRequest([...unknown, ...known]))).status).toBe(
      200,
    );
    await untilTraces(1);
    expect(await traces()).toHaveLength(1);
    await stop();
  });
});
