import { FakeSlack } from '../plugins/postmortems-backend-module-slack/src/__testUtils__/FakeSlack';
import { TestClock } from '../plugins/postmortems-backend-module-slack/src/__testUtils__/TestClock';
import { sign } from '../plugins/postmortems-backend-module-slack/src/webhook/signature';
import { startExampleBackend } from './support/exampleBackend';
import { expect, openAsGuest, test as base } from './support/test';

const SECRET = 'signing-secret-of-this-test';
const CHANNEL = { id: 'C0000OPS1', name: 'ops-shop' };
const EDITED = 'checkout hangs for all customers in Europe';

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

function message(minutes: number, text: string) {
  const seconds = Math.floor(Date.now() / 1000 - minutes * 60);
  return { type: 'message', user: 'U0000ADA', ts: `${seconds}.000100`, text };
}

const seen = message(35, 'checkout hangs since the release');
const rolledBack = message(20, 'Rolled checkout back to 2.4.0');

/** An example app that Slack tells about messages. */
const test = base.extend({
  backend: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, workerInfo) => {
      const slack = await FakeSlack.start(
        new TestClock(new Date().toISOString()),
      );
      slack.users.set('U0000ADA', {
        name: 'Ada Lovelace',
        email: 'ada@example.com',
      });
      slack.add({ ...CHANNEL, messages: [] });
      const backend = await startExampleBackend({
        name: `slack-${workerInfo.workerIndex}`,
        config: {
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
      });
      await use(backend);
      await backend.stop();
      await slack.stop();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
});

test('messages of Slack before the incident are told in its postmortem, edited ones too', async ({
  page,
  backend,
}) => {
  const tab = '/catalog/default/component/checkout/postmortems';
  await openAsGuest(page, tab);
  // The catalog of a new instance takes some seconds
  await expect(async () => {
    await page.goto(tab);
    const heading = page.getByRole('heading', { name: 'checkout' });
    await expect(heading.first()).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 60_000 });

  const post = (path: string, body: string, headers: object) =>
    fetch(`${backend.url}/api/postmortems${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const deliver = (id: string, event: object, secret = SECRET) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const body = JSON.stringify({
      type: 'event_callback',
      event_id: id,
      event: { ...event, channel: CHANNEL.id, channel_type: 'channel' },
    });
    const signature = sign({ timestamp, rawBody: Buffer.from(body), secret });
    return post('/webhooks/slack', body, {
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    });
  };
  expect((await deliver('Ev0', seen, 'of another app')).status).toBe(401);
  const edit = {
    type: 'message',
    subtype: 'message_changed',
    ts: rolledBack.ts,
    message: { ...seen, text: EDITED, edited: { ts: rolledBack.ts } },
    previous_message: seen,
  };
  for (const [id, event] of Object.entries({ Ev1: seen, Ev2: rolledBack })) {
    expect((await deliver(id, event)).status).toBe(202);
  }
  expect((await deliver('Ev3', edit)).status).toBe(202);
  const created = await post(
    '/v1/incidents',
    JSON.stringify({
      key: 'INC-4712',
      title: 'Orders fail',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: minutesAgo(38),
      resolvedAt: minutesAgo(15),
    }),
    backend.machineHeaders,
  );
  expect(created.status).toBe(201);

  await page.reload();
  await page.getByRole('button', { name: /Draft postmortem for/ }).click();
  await expect(page.getByRole('heading', { name: 'Summary' })).toBeVisible({
    timeout: 60_000,
  });
  const timeline = page.getByRole('region', { name: 'Timeline' });
  for (const text of [seen.text, rolledBack.text, EDITED]) {
    await expect(timeline).toContainText(
      `Ada Lovelace wrote in #ops-shop: “${text}”`,
    );
  }
});
