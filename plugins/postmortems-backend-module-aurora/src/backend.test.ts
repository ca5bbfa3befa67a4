import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The module runs in a backend with the plugin that it extends
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import request from 'supertest';
import {
  findingAnswers,
  incidentAnswer,
  POOL_LOG,
  timelineAnswer,
} from './__testUtils__/answers';
import { postmortemsModuleAurora } from './module';

jest.setTimeout(60_000);

const TOKEN = '0123456789abcdef';
const answers = [incidentAnswer, timelineAnswer, ...findingAnswers];

async function start() {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsModuleAurora,
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
              agentTraces: {
                platform: 'aurora',
                license: 'CC-BY-4.0',
                webhook: { token: TOKEN },
              },
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
  return {
    call,
    stop: () => backend.stop(),
    deliver: (body: unknown, token = TOKEN) =>
      request(backend.server)
        .post('/api/postmortems/webhooks/aurora')
        .set('authorization', `Bearer ${token}`)
        .send(body as object),
    traces: async () =>
      (await call('get', '/incidents/INC-42/traces')).body.items,
  };
}

describe('the module in the postmortems backend', () => {
  it('goes from a webhook, and the same file uploaded, to sentences of one investigation', async () => {
    const { call, deliver, traces, stop } = await start();
    const body = { incident: 'INC-42', result: answers };
    expect((await deliver(body, 'wrong')).status).toBe(401);
    expect((await deliver({ incident: 'INC-42' })).status).toBe(400);
    expect((await deliver(body)).status).toBe(202);
    expect((await deliver(body)).body).toEqual({ status: 'duplicate' });
    while ((await traces()).length === 0) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }

    const uploaded = await call('post', '/incidents/INC-42/uploads/aurora')
      .set('content-type', 'application/json')
      .send(JSON.stringify(answers));
    expect([uploaded.status, uploaded.body]).toMatchObject([
      200,
      { created: 0, duplicate: 3, traces: { created: 0, duplicate: 1 } },
    ]);
    expect(await traces()).toMatchObject([{ license: 'CC-BY-4.0' }]);

    const written = await call('post', '/incidents/INC-42/postmortems');
    const { body: document } = await call(
      'get',
      `/postmortems/${written.body.id}`,
    );
    const texts = JSON.stringify(document);
    for (const sentence of [
      'The root cause was a full connection pool of checkout',
      `“${POOL_LOG}”.`,
      'Ruled out by correlated events, stated by the investigator: “DNS outage”, because “all names were resolved”.',
      'could not be taken, because its tool call failed: “AccessDenied: not authorized”.',
      'What a step of the investigation found, correlated events (“avg:pool.size”), was not recorded.',
    ]) {
      expect(texts).toContain(sentence);
    }
    await stop();
  });
});
