import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { FakeSlack } from '../__testUtils__/FakeSlack';
import { TestClock } from '../__testUtils__/TestClock';
import { readSlackConfig } from '../config/config';
import { ReadStore } from '../reading/ReadStore';
import { SlackSource } from '../SlackSource';
import { sign } from './signature';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const SECRET = 's3cret';
const NOW = '2026-03-02T14:30:00.000Z';
const OWN = { id: 'C0000OWN1', name: 'incident-inc-42-checkout' };
const OPS = { id: 'C0000OPS1', name: 'ops-shop' };

const ts = (minute: number) =>
  `${Date.UTC(2026, 2, 2, 14, minute) / 1000}.000100`;

describe('SlackWebhook', () => {
  let clock: TestClock;
  let slack: FakeSlack;
  let reads: ReadStore;
  let access: FakeAccess;
  let source: SlackSource;
  let answers: { server: Server; texts: string[]; url: string };
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    clock = new TestClock(NOW);
    slack = await FakeSlack.start(clock);
    slack.users.set('U0000ADA', { name: 'Ada Lovelace', email: 'ada@x.org' });
    slack.add(OWN);
    slack.add(OPS);
    const knex = await databases.init('SQLITE_3');
    reads = await ReadStore.create({
      database: mockServices.database({ knex }),
    });
    access = new FakeAccess();
    await access.createIncident({
      key: 'INC-42',
      title: 'Checkout fails',
      severity: 'sev1',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:00:00.000Z',
      visibility: 'public',
      participants: [],
    });
    answers = await takeAnswers();
    source = createSource();
  });

  afterEach(async () => {
    await slack.stop();
    answers.server.closeAllConnections();
    await new Promise(resolve => {
      answers.server.close(resolve);
    });
  });

  function createSource(overrides: object = {}) {
    const block = {
      platform: 'slack',
      channels: ['incident-*', 'ops-*'],
      token: 'xoxb-test',
      signingSecret: SECRET,
      apiUrl: slack.apiUrl,
      ...overrides,
    };
    return new SlackSource({
      configs: readSlackConfig(
        mockServices.rootConfig({
          data: {
            postmortems: { provenanceRouting: { chatSources: [block] } },
          },
        }),
      ),
      reads,
      users: {
        find: async ({ id, email }) =>
          email || id === 'U0000ADA' ? 'user:default/ada' : undefined,
      },
      services: {
        find: async name =>
          ['checkout', 'basket'].includes(name)
            ? `component:default/${name}`
            : undefined,
      },
      appUrl: 'https://backstage.example.com/',
      logger,
      wait: clock.wait,
      now: clock.now,
    });
  }

  function request(body: string, overrides: object = {}) {
    const rawBody = Buffer.from(body);
    const timestamp = String(clock.now() / 1000);
    return {
      headers: {
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': sign({ timestamp, rawBody, secret: SECRET }),
        ...overrides,
      },
      rawBody,
    };
  }

  const authenticate = (body: string, overrides?: object) =>
    source.webhook!.authenticate(request(body, overrides));

  /** Sends what Slack sends, and works it off. */
  async function send(body: string) {
    const accepted = await authenticate(body);
    if (!accepted.deliveryId) return accepted;
    await source.webhook!.process(
      { id: accepted.deliveryId, receivedAt: new Date(NOW), body },
      access,
    );
    return accepted;
  }

  const sendEvent = (event: object) =>
    send(
      JSON.stringify({
        type: 'event_callback',
        event_id: 'Ev0PV52K25',
        team_id: 'T012AB3C4',
        event: {
          type: 'message',
          channel: OWN.id,
          channel_type: 'channel',
          user: 'U0000ADA',
          ts: ts(5),
          ...event,
        },
      }),
    );

  const sendCommand = (text: string, more: object = {}) =>
    send(
      new URLSearchParams({
        token: 'gIkuvaNzQIHg97ATvDxqgjtO',
        command: '/postmortem',
        text,
        trigger_id: '13345224609.738474920.8088930838d88f008e0',
        channel_id: OPS.id,
        channel_name: OPS.name,
        user_id: 'U0000ADA',
        response_url: answers.url,
        ...more,
      }).toString(),
    );

  const sendShortcut = (callback: string, text: string) =>
    send(
      new URLSearchParams({
        payload: JSON.stringify({
          type: 'message_action',
          callback_id: callback,
          trigger_id: '1.2.3',
          channel: { id: OPS.id, name: OPS.name },
          user: { id: 'U0000ADA' },
          response_url: answers.url,
          message: { type: 'message', user: 'U0000ADA', ts: ts(7), text },
        }),
      }).toString(),
    );

  const texts = () =>
    [...access.nodes.values()].map(
      ({ payload }) => payload.text ?? payload.message,
    );

  async function takeAnswers() {
    const taken: string[] = [];
    const server = createServer((req, res) => {
      let body = '';
      req.on('data', chunk => {
        body += chunk;
      });
      req.on('end', () => {
        taken.push(JSON.parse(body).text);
        res.end();
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    const { port } = server.address() as AddressInfo;
    return { server, texts: taken, url: `http://127.0.0.1:${port}/commands/1` };
  }

  /** Slack's own hosts are not there, but the host of the API is allowed as well. */
  function withAnswersAtApi() {
    source = createSource({
      apiUrl: `${new URL(answers.url).origin}/api/`,
      token: undefined,
    });
  }

  describe('authenticate', () => {
    const challenge = JSON.stringify({
      type: 'url_verification',
      token: 'any',
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
    });

    it('answers the challenge of a new address, and stores nothing', async () => {
      await expect(authenticate(challenge)).resolves.toEqual({
        reply: {
          contentType: 'text/plain',
          body: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
        },
      });
    });

    it('signs as Slack does', () => {
      // The example of Slack's documentation on verifying requests
      const rawBody = Buffer.from(
        'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
      );
      expect(
        sign({
          timestamp: '1531420618',
          rawBody,
          secret: '8f742231b10e8888abcd99yyyzzz85a5',
        }),
      ).toBe(
        'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      );
    });

    it.each([
      ['no timestamp', { 'x-slack-request-timestamp': undefined }],
      ['an old timestamp', { 'x-slack-request-timestamp': '1772400000' }],
      ['no signature', { 'x-slack-signature': undefined }],
      ['another signature', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
    ])('refuses a call with %s', async (_, headers) => {
      await expect(authenticate(challenge, headers)).rejects.toThrow(
        expect.objectContaining({ name: 'AuthenticationError' }),
      );
    });

    it('takes no sender for Slack before it has read the signed body', () => {
      expect(source.webhook!.checkHeaders).toBeUndefined();
    });

    it.each(['{', 'payload={', 'a=b'])('refuses the body %j', async body => {
      await expect(authenticate(body)).rejects.toThrow(
        expect.objectContaining({ name: 'InputError' }),
      );
    });

    it('has no webhook without a signing secret', () => {
      expect(createSource({ signingSecret: undefined }).webhook).toBe(
        undefined,
      );
    });
  });

  describe('events', () => {
    it('adds a message of the incident’s own channel, in the order of the channel', async () => {
      await expect(sendEvent({ text: 'Orders &amp; carts' })).resolves.toEqual({
        deliveryId: 'Ev0PV52K25',
        orderKey: OWN.id,
      });
      expect([...access.nodes.values()]).toMatchObject([
        {
          id: `slack/${OWN.id}/${ts(5)}`,
          payload: {
            text: 'Orders & carts',
            author: { name: 'Ada Lovelace', entityRef: 'user:default/ada' },
          },
        },
      ]);
    });

    it('keeps both texts and times of an edit', async () => {
      const previous = { user: 'U0000ADA', ts: ts(5), text: 'The deploy' };
      await sendEvent({
        subtype: 'message_changed',
        ts: ts(20),
        message: {
          ...previous,
          text: 'The pool',
          edited: { user: 'U0000ADA', ts: ts(20) },
        },
        previous_message: previous,
      });
      expect(texts()).toEqual(['The deploy', 'The pool']);
      expect([...access.nodes.values()][1]).toMatchObject({
        timestamp: '2026-03-02T14:20:00.000Z',
        payload: {
          ts: ts(5),
          edited: {
            at: '2026-03-02T14:20:00.000Z',
            earlierText: 'The deploy',
            earlier: `slack/${OWN.id}/${ts(5)}`,
          },
        },
      });
    });

    it('ignores a change by Slack itself, as the preview of a link', async () => {
      const message = { user: 'U0000ADA', ts: ts(5), text: 'https://x.org' };
      await sendEvent({
        subtype: 'message_changed',
        message: { ...message, attachments: [{ title: 'X' }] },
        previous_message: message,
      });
      expect(texts()).toEqual([]);
    });

    it('tells a deletion at its time, and quotes nothing', async () => {
      await sendEvent({
        subtype: 'message_deleted',
        ts: ts(9),
        event_ts: ts(9),
        deleted_ts: ts(5),
        previous_message: { user: 'U0000ADA', ts: ts(5), text: 'Oops' },
      });
      expect([...access.nodes.values()]).toMatchObject([
        {
          id: `slack/${OWN.id}/${ts(5)}/deleted`,
          timestamp: '2026-03-02T14:09:00.000Z',
          payload: { reason: 'message_deleted', ts: ts(5) },
        },
      ]);
      expect(JSON.stringify([...access.nodes.values()])).not.toContain('Oops');
    });

    it('adds of a shared channel only what names an incident that was read there', async () => {
      const place = { incidentKey: 'INC-42', channelId: OPS.id };
      await reads.setProgress(place, {});
      await sendEvent({ channel: OPS.id, text: 'Lunch?' });
      await sendEvent({ channel: OPS.id, ts: ts(6), text: 'checkout is slow' });
      expect(texts()).toEqual(['checkout is slow']);
    });

    it('offers what names no incident that is known, with what may name one later', async () => {
      const thread = { thread_ts: ts(5) };
      await sendEvent({ channel: OPS.id, text: 'checkout of INC-77 hangs' });
      await sendEvent({
        channel: OPS.id,
        ts: ts(6),
        text: 'Me too',
        ...thread,
      });
      expect(texts()).toEqual([]);
      expect(access.offers).toMatchObject([
        {
          node: { id: `slack/${OPS.id}/${ts(5)}` },
          services: expect.arrayContaining(['checkout', 'inc-77', 'hangs']),
          conversation: `${OPS.id}/${ts(5)}`,
          incidentKeys: ['INC-77'],
        },
        { conversation: `${OPS.id}/${ts(5)}` },
      ]);
    });

    it('says of what it offers from a private channel that fewer may see it', async () => {
      slack.add({ id: 'C0000PRV2', name: 'ops-security', isPrivate: true });
      await sendEvent({
        channel: 'C0000PRV2',
        channel_type: 'group',
        text: 'A leak in checkout',
      });
      expect(access.offers).toMatchObject([
        {
          restricted:
            'It has messages of the private Slack channel #ops-security.',
        },
      ]);
    });

    it('adds nothing from outside the window, other channels and direct messages', async () => {
      slack.add({ id: 'C0000RND1', name: 'random-inc-42' });
      await sendEvent({ ts: ts(-200), text: 'before' });
      await sendEvent({ channel: 'C0000RND1', text: 'elsewhere' });
      const { deliveryId } = await sendEvent({ channel_type: 'im' });
      expect(deliveryId).toBeUndefined();
      expect(texts()).toEqual([]);
    });

    it('reads a channel that is newer than the list of channels', async () => {
      await sendEvent({ text: 'first' });
      slack.add({ id: 'C0000NEW1', name: 'incident-inc-42-db' });
      await sendEvent({ channel: 'C0000NEW1', ts: ts(6), text: 'second' });
      expect(texts()).toEqual(['first', 'second']);
    });

    it('makes the incident private for a message of a private channel', async () => {
      slack.add({ id: 'C0000PRV1', name: 'incident-inc-42', isPrivate: true });
      await sendEvent({
        channel: 'C0000PRV1',
        channel_type: 'group',
        text: 'Secret',
      });
      expect(access.reasons).toEqual([
        'It has messages of the private Slack channel #incident-inc-42.',
      ]);
    });
  });

  describe('commands and shortcuts', () => {
    it('answers at once, opens an incident, and makes the channel its own', async () => {
      withAnswersAtApi();
      const { reply } = await sendCommand('start checkout sev2 Orders fail');
      expect(JSON.parse(reply!.body)).toEqual({
        response_type: 'ephemeral',
        text: 'Working on it …',
      });
      const incident = [...access.incidents.values()][1];
      expect(incident).toMatchObject({
        key: expect.stringMatching(/^slack-[0-9a-f]{10}$/),
        title: 'Orders fail',
        severity: 'sev2',
        services: ['component:default/checkout'],
        startedAt: NOW,
        // Without a token nobody says that the channel is public
        visibility: 'private',
      });
      expect(answers.texts).toEqual([
        `Incident ${incident.key} is open, and this channel is its own.`,
      ]);
      await expect(reads.listBound(incident.key)).resolves.toEqual(
        new Set([OPS.id]),
      );
    });

    it('opens one incident when it is worked off twice', async () => {
      withAnswersAtApi();
      await sendCommand('start checkout');
      await sendCommand('start checkout');
      expect(access.incidents.size).toBe(2);
    });

    it('opens a public incident from a channel that Slack lists as public', async () => {
      await sendCommand('start checkout');
      expect([...access.incidents.values()][1].visibility).toBe('public');
    });

    it('does nothing for somebody whom the catalog does not know', async () => {
      withAnswersAtApi();
      await sendCommand('start checkout', { user_id: 'U0000EVE' });
      await sendCommand('add INC-42', { user_id: 'U0000EVE' });
      expect(access.incidents.size).toBe(1);
      expect(answers.texts).toEqual([
        expect.stringContaining('Backstage does not know you'),
        expect.stringContaining('Backstage does not know you'),
      ]);
    });

    it.each(['directmessage', 'mpdm-ada--bob-1'])(
      'takes nothing from direct messages: %s',
      async name => {
        withAnswersAtApi();
        await sendCommand('start checkout', { channel_name: name });
        expect(access.incidents.size).toBe(1);
        expect(answers.texts[0]).toContain('Direct messages are never taken');
      },
    );

    it('tells nobody but participants of a private incident', async () => {
      withAnswersAtApi();
      const incident = access.incidents.get('INC-42')!;
      access.incidents.set('INC-42', { ...incident, visibility: 'private' });
      await sendCommand('add INC-42');
      expect(answers.texts).toEqual(['There is no incident INC-42.']);
    });

    it('names the person as a participant', async () => {
      await sendCommand('start checkout');
      expect([...access.incidents.values()][1].participants).toEqual([
        'user:default/ada',
      ]);
    });

    it('opens a private incident from a private channel', async () => {
      withAnswersAtApi();
      await sendCommand('start checkout', { channel_name: 'privategroup' });
      expect([...access.incidents.values()][1].visibility).toBe('private');
    });

    it('says that the catalog has no such component', async () => {
      withAnswersAtApi();
      await sendCommand('start <ghost>');
      expect(answers.texts).toEqual([
        'The catalog has no component called “&lt;ghost&gt;”.',
      ]);
      expect(access.incidents.size).toBe(1);
    });

    it('makes the channel an incident’s own', async () => {
      withAnswersAtApi();
      await sendCommand('add INC-42');
      await sendCommand('add INC-43');
      await expect(reads.listBound('INC-42')).resolves.toEqual(
        new Set([OPS.id]),
      );
      expect(answers.texts[1]).toBe('There is no incident INC-43.');
    });

    it('answers with help without storing anything', async () => {
      const { reply, deliveryId } = await sendCommand('help me');
      expect(JSON.parse(reply!.body).text).toContain('/postmortem start');
      expect(deliveryId).toBeUndefined();
    });

    it('starts from a message, with its time, service and text', async () => {
      withAnswersAtApi();
      const { reply } = await sendShortcut(
        'start_postmortem',
        'Basket answers with 500.\nSince 14:05',
      );
      expect(reply).toEqual({ contentType: 'text/plain', body: '' });
      expect([...access.incidents.values()][1]).toMatchObject({
        title: 'Basket answers with 500.',
        services: ['component:default/basket'],
        startedAt: '2026-03-02T14:07:00.000Z',
      });
      expect(texts()).toEqual(['Basket answers with 500.\nSince 14:05']);
      expect(answers.texts[0]).toContain('with the message as its first');
    });

    it('adds a message to the incident that it names, or asks which', async () => {
      withAnswersAtApi();
      await sendShortcut('add_to_postmortem', 'See INC-42');
      expect(texts()).toEqual(['See INC-42']);
      await sendShortcut('add_to_postmortem', 'Look');
      expect(answers.texts[1]).toMatch(/^Which incident\?/);
    });

    it('calls no other host than Slack’s', async () => {
      await sendCommand('start checkout');
      expect(answers.texts).toEqual([]);
      expect(logger.warn).toHaveBeenCalledWith(
        'A command of Slack has a response_url of another host, which is not called',
      );
    });
  });
});
