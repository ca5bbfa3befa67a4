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
import { FakeZoom } from './__testUtils__/FakeZoom';
import { postmortemsModuleZoom } from './module';
import { sign } from './webhook/signature';

jest.setTimeout(60_000);

const SECRET = 'webh00k';
const UUID = '/abc//d==';
const TOPIC = 'Incident INC-42: checkout';

async function until<T>(check: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await check();
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function start(zoom: FakeZoom) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsModuleZoom,
      catalogServiceMock.factory({
        entities: [
          ...['checkout', 'payment-service'].map(name => ({
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name, namespace: 'default' },
          })),
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'ada', namespace: 'default' },
            spec: {
              profile: {
                displayName: 'Ada Lovelace',
                email: 'ada@example.com',
              },
            },
          },
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://backstage.example.com' },
          postmortems: {
            provenanceRouting: {
              chatSources: [
                {
                  platform: 'zoom',
                  topics: ['incident*'],
                  webhookSecretToken: SECRET,
                  ...zoom.app,
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
  const deliver = (body: unknown, secret = SECRET) => {
    const text = JSON.stringify(body);
    const timestamp = String(Math.floor(Date.now() / 1000));
    return request(backend.server)
      .post('/api/postmortems/webhooks/zoom')
      .set('content-type', 'application/json')
      .set('x-zm-request-timestamp', timestamp)
      .set(
        'x-zm-signature',
        sign({ timestamp, rawBody: Buffer.from(text), secret }),
      )
      .send(text);
  };
  return { backend, call, deliver };
}

it('goes from the webhook to evidence of a private incident, from strangers, and adds no doubles when it collects', async () => {
  const zoom = await FakeZoom.start();
  const begun = new Date(Math.floor(Date.now() / 1000) * 1000 - 600_000);
  zoom.add({
    uuid: UUID,
    topic: TOPIC,
    start_time: begun.toISOString(),
    duration: 8,
    transcripts: [
      {
        cues: [
          [1, 'Ada Lovelace', 'Orders fail since the release'],
          [65, 'ada@example.com', 'I roll back to 2.4.0'],
          [70, 'Ada Lovelace', 'The payment service is down as well'],
        ],
      },
    ],
    settings: { password: 'x' },
  });
  const { backend, call, deliver } = await start(zoom);
  const evidence = async () =>
    (await call('get', '/incidents/INC-42/evidence')).body.items.filter(
      ({ provider }: { provider: string }) => provider === 'zoom',
    );

  const challenge = await deliver({
    event: 'endpoint.url_validation',
    payload: { plainToken: 'abc' },
  });
  expect([challenge.status, challenge.body.plainToken]).toEqual([200, 'abc']);

  const event = {
    event: 'recording.transcript_completed',
    event_ts: Date.now(),
    payload: { object: { uuid: UUID, topic: TOPIC } },
    download_token: 'abc',
  };
  expect((await deliver(event, 'wrong')).status).toBe(401);
  expect((await deliver(event)).status).toBe(200);
  await call('post', '/incidents')
    .send({
      key: 'INC-42',
      title: 'Orders fail',
      severity: 'sev2',
      services: [
        'component:default/checkout',
        'component:default/payment-service',
      ],
      startedAt: begun.toISOString(),
      participants: ['user:default/ada'],
    })
    .expect(201);
  const taken = await until(async () => {
    const found = await evidence();
    return found.length > 2 ? found : undefined;
  });
  expect(taken).toMatchObject([
    {
      sourceType: 'chat',
      metadata: { service: 'component:default/checkout' },
      payload: {
        kind: 'message',
        text: 'Orders fail since the release',
        recording: { offsetSeconds: 1 },
      },
    },
    { payload: { text: 'I roll back to 2.4.0' } },
    { metadata: { service: 'component:default/payment-service' } },
  ]);
  // Strangers, although a catalog user has that name and that address
  expect(
    taken.map(({ payload }: { payload: { author: object } }) => payload.author),
  ).toEqual([
    { name: 'Ada Lovelace' },
    { name: 'ada@example.com' },
    { name: 'Ada Lovelace' },
  ]);
  const incident = await call('get', '/incidents/INC-42');
  expect(incident.body.visibility).toBe('private');

  await call('post', '/incidents/INC-42/postmortems').expect(201);
  expect(zoom.callsOf(/accounts/)).not.toEqual([]);
  expect(await evidence()).toHaveLength(3);
  await backend.stop();
  await zoom.stop();
});
