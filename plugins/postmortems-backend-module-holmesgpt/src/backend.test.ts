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
import { askResult } from './__testUtils__/results';
import { postmortemsModuleHolmesGpt } from './module';

jest.setTimeout(60_000);

const TOKEN = '0123456789abcdef';

async function start() {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsModuleHolmesGpt,
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
                platform: 'holmesgpt',
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
        .post('/api/postmortems/webhooks/holmesgpt')
        .set('authorization', `Bearer ${token}`)
        .send(body as object),
    traces: async () =>
      (await call('get', '/incidents/INC-42/traces')).body.items,
  };
}

describe('the module in the postmortems backend', () => {
  it('goes from a webhook, and the same file uploaded, to sentences of one investigation', async () => {
    const { call, deliver, traces, stop } = await start();
    const body = { incident: 'INC-42', result: askResult };
    expect((await deliver(body, 'wrong')).status).toBe(401);
    expect((await deliver({ incident: 'INC-42' })).status).toBe(400);
    expect((await deliver(body)).status).toBe(202);
    expect((await deliver(body)).body).toEqual({ status: 'duplicate' });
    while ((await traces()).length === 0) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }

    const uploaded = await call('post', '/incidents/INC-42/uploads/holmesgpt')
      .set('content-type', 'application/json')
      .send(JSON.stringify(askResult));
    expect([uploaded.status, uploaded.body]).toMatchObject([
      200,
      { created: 0, duplicate: 2, traces: { created: 0, duplicate: 1 } },
    ]);
    expect(await traces()).toMatchObject([{ license: 'CC-BY-4.0' }]);

    const written = await call('post', '/incidents/INC-42/postmortems');
    const { body: document } = await call(
      'get',
      `/postmortems/${written.body.id}`,
    );
    const texts = JSON.stringify(document);
    for (const sentence of [
      'The checker cannot reach orders-db:3333',
      'Found by log inspection (“checker-x1”): “All hosts tried for db query failed (tried: orders-db:3333)”.',
      'could not be taken, because its tool call failed: “secrets \\"db\\" is forbidden”.',
    ]) {
      expect(texts).toContain(sentence);
    }
    await stop();
  });
});
