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
import { FakeSlack } from './__testUtils__/FakeSlack';
import { TestClock } from './__testUtils__/TestClock';
import { zip } from './__testUtils__/zip';
import { postmortemsModuleSlack } from './module';
import { sign } from './webhook/signature';

jest.setTimeout(60_000);

const SECRET = 's3cret';
const OPS = { id: 'C0000OPS1', name: 'ops-shop' };

async function until<T>(check: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await check();
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function startWith(
  messages: { ts: string; user: string; text: string }[],
) {
  const slack = await FakeSlack.start(new TestClock(new Date().toISOString()));
  slack.users.set('U0000ADA', {
    name: 'Ada Lovelace',
    email: 'ada@example.com',
  });
  slack.add({ ...OPS, messages });
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsModuleSlack,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'checkout', namespace: 'default' },
          },
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'ada', namespace: 'default' },
            spec: { profile: { email: 'ada@example.com' } },
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
                  platform: 'slack',
                  channels: ['ops-*'],
                  token: slack.token,
                  signingSecret: SECRET,
                  apiUrl: slack.apiUrl,
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

  const deliver = (body: string, signature?: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    return request(backend.server)
      .post('/api/postmortems/webhooks/slack')
      .set(
        'content-type',
        body.startsWith('{')
          ? 'application/json'
          : 'application/x-www-form-urlencoded',
      )
      .set('x-slack-request-timestamp', timestamp)
      .set(
        'x-slack-signature',
        signature ??
          sign({ timestamp, rawBody: Buffer.from(body), secret: SECRET }),
      )
      .send(body);
  };
  return {
    slack,
    call,
    deliver,
    evidenceOf: (key: string) =>
      until(async () => {
        const { body: page } = await call('get', `/incidents/${key}/evidence`);
        return page.items.length > 0 ? page.items : undefined;
      }),
    stop: async () => {
      await backend.stop();
      await slack.stop();
    },
  };
}

describe('the module in the postmortems backend', () => {
  it('goes from a slash command to evidence of the messages in the channel', async () => {
    const ts = `${Math.floor(Date.now() / 1000) - 60}.000100`;
    const text = 'Orders fail since the release';
    const { slack, call, deliver, evidenceOf, stop } = await startWith([
      { ts, user: 'U0000ADA', text },
    ]);

    const body = new URLSearchParams({
      token: 'gIkuvaNzQIHg97ATvDxqgjtO',
      command: '/postmortem',
      text: 'start checkout sev1 Orders fail',
      trigger_id: '13345224609.738474920.8088930838d88f008e0',
      channel_id: OPS.id,
      channel_name: OPS.name,
      user_id: 'U0000ADA',
      response_url: `${slack.apiUrl}commands/T1DC2JH3J/39770/96rGlfmibIGlgcZRs`,
    }).toString();
    expect((await deliver(body, 'v0=wrong')).status).toBe(401);
    const accepted = await deliver(body);
    expect(accepted.body).toEqual({
      response_type: 'ephemeral',
      text: 'Working on it …',
    });

    await until(async () =>
      slack.calls.find(({ method }) => method.startsWith('commands/')),
    );
    const incidents = await call('get', '/incidents');
    expect(incidents.body.items).toMatchObject([
      { title: 'Orders fail', severity: 'sev1' },
    ]);
    const [{ key }] = incidents.body.items;

    const written = await call('post', `/incidents/${key}/postmortems`);
    expect(written.status).toBeLessThan(300);
    const evidence = await evidenceOf(key);
    expect(evidence).toEqual([
      expect.objectContaining({
        id: `slack/${OPS.id}/${ts}`,
        sourceType: 'chat',
        sourceUrl: expect.stringContaining('https://example.slack.com/'),
        payload: expect.objectContaining({
          kind: 'message',
          text,
          author: {
            id: 'U0000ADA',
            name: 'Ada Lovelace',
            entityRef: 'user:default/ada',
          },
        }),
      }),
    ]);
    await stop();
  });

  it('keeps what is said before anybody has opened the incident, and reads an export', async () => {
    const { call, deliver, evidenceOf, stop } = await startWith([]);
    const seconds = Math.floor(Date.now() / 1000) - 120;
    const message = {
      type: 'message',
      user: 'U0000ADA',
      ts: `${seconds}.000100`,
      text: 'checkout hangs since the release',
    };
    const event = { ...message, channel: OPS.id, channel_type: 'channel' };
    await deliver(
      JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event }),
    ).expect(202);
    await call('post', '/incidents')
      .send({
        key: 'INC-42',
        title: 'Checkout hangs',
        severity: 'sev2',
        services: ['component:default/checkout'],
        startedAt: new Date(seconds * 1000).toISOString(),
      })
      .expect(201);
    expect(await evidenceOf('INC-42')).toMatchObject([
      { payload: { text: message.text, author: { name: 'Ada Lovelace' } } },
    ]);

    const day = new Date(seconds * 1000).toISOString().slice(0, 10);
    const later = { ...message, ts: `${seconds + 60}.000200`, text: 'Fixed' };
    const archive = zip([
      {
        name: 'channels.json',
        content: JSON.stringify([OPS, { id: 'C9', name: 'random' }]),
      },
      {
        name: `${OPS.name}/${day}.json`,
        content: JSON.stringify([message, later]),
      },
      { name: `random/${day}.json`, content: JSON.stringify([later]) },
    ]);
    const uploaded = await call(
      'post',
      '/incidents/INC-42/uploads/slack-export',
    )
      .set('content-type', 'application/zip')
      .send(archive);
    expect(uploaded.status).toBe(200);
    const evidence = (await call('get', '/incidents/INC-42/evidence')).body;
    expect(
      evidence.items.map(
        (node: { payload: { text: string } }) => node.payload.text,
      ),
    ).toEqual([message.text, 'Fixed']);
    await stop();
  });
});
