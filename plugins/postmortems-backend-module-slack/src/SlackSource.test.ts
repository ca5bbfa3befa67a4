import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { submitEvidenceNodeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { Collected } from './__testUtils__/Collected';
import { FakeSlack, type RawMessage } from './__testUtils__/FakeSlack';
import { TestClock } from './__testUtils__/TestClock';
import { zip } from './__testUtils__/zip';
import { readSlackConfig } from './config/config';
import { ReadStore } from './reading/ReadStore';
import { SlackSource } from './SlackSource';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** `ts` of a minute after 14:00, which makes messages unique by a number. */
function ts(minute: number, unique = 0): string {
  const seconds = Date.UTC(2026, 2, 2, 14, 0) / 1000 + Math.floor(minute * 60);
  return `${seconds}.${String(unique).padStart(6, '0')}`;
}

function said(at: string, text: string, more: object = {}): RawMessage {
  return { type: 'message', ts: at, user: 'U0000ADA', text, ...more };
}

const describeContract = process.env.API_DESCRIPTIONS_DIR
  ? describe
  : describe.skip;

const OWN = { id: 'C0000OWN1', name: 'incident-inc-42-checkout' };
const OPS = { id: 'C0000OPS1', name: 'ops-shop' };

describe('SlackSource', () => {
  let clock: TestClock;
  let slack: FakeSlack;
  let reads: ReadStore;
  let source: SlackSource;
  let collected: Collected;

  beforeEach(async () => {
    clock = new TestClock('2026-03-02T17:00:00.000Z');
    slack = await FakeSlack.start(clock);
    slack.users.set('U0000ADA', {
      name: 'Ada Lovelace',
      email: 'ada@example.com',
    });
    collected = new Collected();
    const knex = await databases.init('SQLITE_3');
    reads = await ReadStore.create({
      database: mockServices.database({ knex }),
    });
    source = createSource();
  });

  afterEach(async () => {
    await slack.stop();
    if (slack.requestProblems.length > 0) {
      throw new Error(slack.requestProblems.join('; '));
    }
  });

  function createSource(overrides: object = {}) {
    const block = {
      platform: 'slack',
      channels: ['incident-*', 'ops-*'],
      token: 'xoxb-test',
      apiUrl: slack.apiUrl,
      ...overrides,
    };
    const config = mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { chatSources: [block] } } },
    });
    return new SlackSource({
      configs: readSlackConfig(config),
      reads,
      users: {
        find: async ({ email }) =>
          email === 'ada@example.com' ? 'user:default/ada' : undefined,
      },
      services: { find: async () => undefined },
      appUrl: 'https://backstage.example.com',
      logger: mockServices.logger.mock(),
      wait: clock.wait,
      now: clock.now,
    });
  }

  const collect = (options: object = {}) =>
    collected.collect(source, clock, options);

  it('tests its token, and says as whom Slack knows it', async () => {
    const test = (overrides?: object) =>
      createSource(overrides).testConnection({
        signal: AbortSignal.timeout(10_000),
      });
    expect(await test()).toEqual([
      {
        target: expect.stringContaining(slack.apiUrl),
        ok: true,
        message:
          'Slack accepts the token: postmortems in the workspace Example',
      },
    ]);
    expect(await test({ token: 'xoxb-revoked' })).toMatchObject([
      {
        ok: false,
        message: expect.stringContaining('chatSources[0].token (invalid_auth)'),
      },
    ]);
    expect(await test({ token: undefined })).toMatchObject([
      { ok: false, message: expect.stringContaining('has no token') },
    ]);
  });

  it('keeps no notes of a dry run', async () => {
    slack.add({ ...OWN, messages: [said(ts(5), 'Orders fail')] });
    const found: string[] = [];
    await source.collect({
      incident: collected.incident,
      window: {
        from: new Date('2026-03-02T12:00:00.000Z'),
        to: new Date('2026-03-02T16:00:00.000Z'),
      },
      signal: clock.timeout(60_000),
      restrict: async () => {},
      addEvidence: async nodes => {
        found.push(...nodes.map(({ id }) => id!));
      },
      dryRun: true,
    });
    expect(found).toEqual([`slack/C0000OWN1/${ts(5)}`]);
    const place = { incidentKey: 'INC-42', channelId: OWN.id };
    expect(await reads.getProgress(place)).toEqual({});
  });

  it('brings the same message by an export as by reading the channel', async () => {
    source = createSource({ retentionDays: 30 });
    slack.groups.set('S0000SRE1', 'sre');
    const message = said(ts(5), 'Down, <@U0000ADA> and <!subteam^S0000SRE1>');
    slack.add({ ...OWN, messages: [message] });
    await collect();
    const archive = zip([
      { name: 'channels.json', content: JSON.stringify([OWN]) },
      {
        name: `${OWN.name}/2026-03-02.json`,
        content: JSON.stringify([
          { ...message, user_profile: { real_name: 'Ada L.' } },
        ]),
      },
    ]);
    const { nodes } = await source.uploads![0].read(archive, {
      incident: collected.incident,
      window: {
        from: new Date('2026-03-02T12:00:00.000Z'),
        to: new Date('2026-03-02T16:00:00.000Z'),
      },
      signal: clock.timeout(60_000),
    });
    expect(nodes.map(node => submitEvidenceNodeSchema.parse(node))).toEqual([
      ...collected.nodes.values(),
    ]);
    expect(nodes[0].payload.text).toContain('sre');
  });

  it('brings the messages of the incident’s own channel, with their authors', async () => {
    slack.add({
      ...OWN,
      messages: [
        said(ts(-180), 'too early'),
        said(ts(5), 'Orders fail'),
        said(ts(181), 'too late'),
      ],
    });
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toEqual(['Orders fail']);
    expect([...collected.nodes.values()][0]).toMatchObject({
      id: `slack/C0000OWN1/${ts(5)}`,
      sourceUrl: expect.stringMatching(
        /^https:\/\/example\.slack\.com\/archives\/C0000OWN1\/p\d+$/,
      ),
      payload: {
        kind: 'message',
        channel: '#incident-inc-42-checkout',
        author: {
          id: 'U0000ADA',
          name: 'Ada Lovelace',
          entityRef: 'user:default/ada',
        },
      },
    });
    expect(collected.reasons).toEqual([]);
  });

  it('takes of a shared channel only threads that name the key or a service', async () => {
    slack.add({
      ...OPS,
      messages: [
        said(ts(1), 'Lunch?'),
        said(ts(2), 'Is anything wrong?'),
        said(ts(3), 'Yes, Checkout answers with 500', { thread_ts: ts(2) }),
        said(ts(4), 'Looking', { thread_ts: ts(2) }),
        said(ts(5), 'Follow inc 42 please'),
        said(ts(6), 'INC-421 is another one'),
      ],
    });
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toEqual([
      'Is anything wrong?',
      'Yes, Checkout answers with 500',
      'Looking',
      'Follow inc 42 please',
    ]);
  });

  it('brings replies to a thread that began before the window', async () => {
    const root = ts(-300);
    slack.add({
      ...OWN,
      messages: [
        said(root, 'Deploying 4.2'),
        said(ts(-290), 'Long before', { thread_ts: root }),
        said(ts(3), 'This broke orders', { thread_ts: root }),
      ],
    });
    await collect();
    expect(collected.texts).toEqual(['Deploying 4.2', 'This broke orders']);
  });

  it('has a reply that was also shown in the channel once', async () => {
    slack.add({
      ...OWN,
      messages: [
        said(ts(1), 'Root'),
        said(ts(2), 'Seen twice', {
          thread_ts: ts(1),
          subtype: 'thread_broadcast',
        }),
      ],
    });
    await collect();
    expect(collected.texts).toEqual(['Root', 'Seen twice']);
    expect(collected.repeated).toBe(0);
  });

  it('reads other channels of a pattern only when none is the incident’s own', async () => {
    const other = { id: 'C0000OTH1', name: 'incident-inc-7' };
    slack.add({ ...other, messages: [said(ts(1), 'checkout again')] });
    await collect();
    expect(collected.texts).toEqual(['checkout again']);
    slack.add(OWN);
    clock.advance(10 * 60_000);
    const calls = slack.calls.length;
    await collect();
    expect(
      slack.calls.slice(calls).map(({ args }) => args.channel),
    ).not.toContain('C0000OTH1');
  });

  it('reads all of a channel that people made the incident’s own', async () => {
    slack.add({
      id: 'C0000WAR1',
      name: 'war-room',
      messages: [said(ts(1), 'Here')],
    });
    await collect();
    expect(collected.texts).toEqual([]);
    await reads.bindChannel({ incidentKey: 'INC-42', channelId: 'C0000WAR1' });
    await collect();
    expect(collected.texts).toEqual(['Here']);
  });

  it('makes the incident private before it adds messages of a private channel', async () => {
    slack.add({ ...OWN, isPrivate: true, messages: [said(ts(1), 'Secret')] });
    collected.beforeAdding = () => {
      expect(collected.reasons).toHaveLength(1);
    };
    await collect();
    expect(collected.reasons).toEqual([
      'It has messages of the private Slack channel #incident-inc-42-checkout.',
    ]);
    expect([...collected.nodes.values()][0].payload.private).toBe(true);
  });

  it('makes the incident private for a pin in a private channel where nothing was written', async () => {
    slack.add({
      ...OWN,
      isPrivate: true,
      messages: [said('1700000000.000100', 'Secret of last year')],
      pins: [
        { ts: '1700000000.000100', created: Number(ts(2)), by: 'U0000ADA' },
      ],
    });
    collected.beforeAdding = () => {
      expect(collected.reasons).toHaveLength(1);
    };
    await collect();
    expect(collected.nodes.size).toBe(1);
    expect(collected.reasons).toHaveLength(1);
  });

  it('leaves the incident public when nothing of a private channel is about it', async () => {
    slack.add({ ...OPS, isPrivate: true, messages: [said(ts(1), 'Lunch?')] });
    await collect();
    expect(collected.reasons).toEqual([]);
  });

  it('says which channels the app is not a member of', async () => {
    slack.add({ ...OPS, isMember: false });
    await expect(collect()).resolves.toBe(
      'The Slack app is not a member of #ops-shop: invite it there, or leave the channel out of the configuration',
    );
  });

  it('reads public channels with an app that may not list private ones', async () => {
    slack.add({ ...OWN, messages: [said(ts(1), 'Here')] });
    slack.odd = (method, { types = '' }) =>
      method === 'conversations.list' && types.includes('private')
        ? { error: 'missing_scope', needed: 'groups:read' }
        : undefined;
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toEqual(['Here']);
  });

  it('names groups, and people by their ids where Slack does not tell', async () => {
    slack.groups.set('S0000SRE1', 'sre');
    slack.add({
      ...OWN,
      messages: [
        said(ts(1), '<!subteam^S0000SRE1> <@U0000BEN> see <#C0000OPS1>'),
      ],
    });
    slack.add(OPS);
    await collect();
    expect(collected.texts).toEqual(['@sre @U0000BEN see #ops-shop']);
  });

  it('takes the reactions to a message', async () => {
    const reactions = [{ name: 'eyes', users: ['U0000ADA'], count: 1 }];
    slack.add({
      ...OWN,
      messages: [said(ts(1), 'Orders fail', { reactions })],
    });
    await collect();
    expect(
      [...collected.nodes.values()].map(({ payload }) => payload),
    ).toMatchObject([{ text: 'Orders fail', reactions }]);
  });

  it('tells who pinned a message, and when', async () => {
    slack.add({
      ...OWN,
      messages: [said(ts(1), 'The pool is full')],
      pins: [{ ts: ts(1), created: Number(ts(2)), by: 'U0000ADA' }],
    });
    await collect();
    expect(collected.texts).toEqual([
      'The pool is full',
      'Ada Lovelace pinned a message in #incident-inc-42-checkout.',
    ]);
  });

  it('adds the edit of a message beside what was captured before', async () => {
    const message = said(ts(1), 'It was the deploy');
    slack.add({ ...OWN, messages: [message] });
    await collect();
    message.text = 'It was the pool';
    message.edited = { user: 'U0000ADA', ts: ts(70) };
    await collect();
    expect(collected.texts).toEqual(['It was the deploy', 'It was the pool']);
  });

  it('reads what came since the last collection, and late replies', async () => {
    const { messages } = slack.add({ ...OWN, messages: [said(ts(1), 'a')] });
    await collect({ to: '2026-03-02T14:10:00.000Z' });
    messages.push(said(ts(2), 'late reply', { thread_ts: ts(1) }));
    messages.push(said(ts(20), 'b'));
    await collect();
    expect(collected.texts).toEqual(['a', 'late reply', 'b']);
  });

  describe('when Slack limits the rate', () => {
    it('waits as long as Slack asks, and goes on', async () => {
      slack.add({ ...OWN, messages: [said(ts(1), 'Here')] });
      slack.odd = (method, _, count) =>
        method === 'conversations.history' && count === 1
          ? { status: 429, headers: { 'retry-after': '7' } }
          : undefined;
      await expect(collect()).resolves.toBe('');
      expect(clock.waits).toEqual([7000]);
      expect(collected.texts).toEqual(['Here']);
    });

    it('reads 15 messages a minute over several collections, without loss or doubles', async () => {
      slack.limits = { callsPerMinute: 1, page: 15 };
      const messages = Array.from({ length: 40 }, (_, index) =>
        said(ts(index), `message ${index}`),
      );
      messages.push(
        ...Array.from({ length: 20 }, (_, index) =>
          said(ts(50, index), `reply ${index}`, { thread_ts: ts(3) }),
        ),
      );
      slack.add({ ...OWN, messages });
      await expect(collect()).resolves.toBe(
        'Not read yet: #incident-inc-42-checkout: messages from 2026-03-02 12:00 UTC to 2026-03-02 14:25 UTC. Slack limits how often it may be asked, and the next collection continues there',
      );
      expect(collected.nodes.size).toBe(15);
      const missing: string[] = [];
      for (let attempt = 0; attempt < 20; attempt += 1) {
        clock.advance(60_000);
        missing.push(await collect());
        if (missing.at(-1) === '') break;
      }
      expect(missing.at(-1)).toBe('');
      expect(missing).toContainEqual(
        expect.stringContaining('#incident-inc-42-checkout: 1 thread.'),
      );
      expect(collected.nodes.size).toBe(60);
      expect(collected.repeated).toBe(0);
    });

    it('keeps its own pace when one is configured', async () => {
      source = createSource({ callsPerMinute: 30 });
      const messages = Array.from({ length: 450 }, (_, index) =>
        said(ts(1, index), `${index}`),
      );
      slack.add({ ...OWN, messages });
      await expect(collect()).resolves.toBe('');
      expect(clock.waits).toEqual([2000, 2000]);
      expect(collected.nodes.size).toBe(450);
    });

    it('takes a thread of a shared channel whose match is on a later page', async () => {
      slack.limits = { callsPerMinute: 60, page: 3 };
      slack.add({
        ...OPS,
        messages: [
          said(ts(1), 'Anybody?'),
          ...[2, 3, 4, 5].map(minute =>
            said(ts(minute), `hm ${minute}`, { thread_ts: ts(1) }),
          ),
          said(ts(6), 'checkout is down', { thread_ts: ts(1) }),
        ],
      });
      await collect();
      expect(collected.texts).toHaveLength(6);
    });
  });

  describe('when Slack or the database fails', () => {
    it.each(['token_expired', 'invalid_auth', 'account_inactive'])(
      'says how to mend the token: %s',
      async error => {
        slack.add(OWN);
        slack.odd = () => ({ error });
        await expect(collect()).resolves.toBe(
          `Slack at ${slack.apiUrl} refuses postmortems.provenanceRouting.chatSources[0].token (${error}): install the app again, and configure its new bot token`,
        );
      },
    );

    it('names the scope that the app lacks, and reads the other channels', async () => {
      slack.add(OWN);
      slack.add({ ...OPS, messages: [said(ts(1), 'checkout')] });
      slack.odd = (method, { channel }) =>
        method === 'conversations.history' && channel === OWN.id
          ? { error: 'missing_scope', needed: 'channels:history' }
          : undefined;
      await expect(collect()).resolves.toBe(
        '#incident-inc-42-checkout: The Slack app lacks the scope channels:history for conversations.history: add it, and install the app again',
      );
      expect(collected.texts).toEqual(['checkout']);
    });

    it('does not name a private channel to readers of a public incident', async () => {
      slack.add({ ...OPS, isPrivate: true });
      slack.odd = method =>
        method === 'conversations.history'
          ? { error: 'missing_scope', needed: 'groups:history' }
          : undefined;
      const missing = await collect();
      expect(missing).toMatch(/^a private channel: The Slack app lacks/);
      expect(missing).not.toContain('ops-shop');
    });

    it('repeats a call that failed with a 5xx', async () => {
      slack.add({ ...OWN, messages: [said(ts(1), 'Here')] });
      slack.odd = (_, __, count) => (count === 1 ? { status: 502 } : undefined);
      await expect(collect()).resolves.toBe('');
      expect(collected.texts).toEqual(['Here']);
    });

    it('says what is missing when it fails for longer', async () => {
      slack.add(OWN);
      slack.odd = method =>
        method === 'conversations.history' ? { status: 503 } : undefined;
      await expect(collect()).resolves.toBe(
        `Not read yet: #incident-inc-42-checkout: messages from 2026-03-02 12:00 UTC to 2026-03-02 16:00 UTC. Slack at ${slack.apiUrl} answered conversations.history with status 503`,
      );
    });

    it('says that the page of a proxy is not an answer of Slack', async () => {
      slack.odd = () => ({ status: 200, body: '<html>Sign in</html>' });
      await expect(collect()).resolves.toMatch(
        /answered conversations\.list with something else than data/,
      );
    });

    it('says that Slack cannot be reached', async () => {
      const { apiUrl } = slack;
      await slack.stop();
      await expect(collect()).resolves.toBe(
        `Slack at ${apiUrl} cannot be reached`,
      );
      slack = await FakeSlack.start(clock);
    });

    it('starts the channel again when a cursor is no longer valid', async () => {
      slack.limits.page = 2;
      const messages = [1, 2, 3, 4, 5].map(minute => said(ts(minute), 'x'));
      slack.add({ ...OWN, messages });
      slack.odd = (method, { cursor }, count) =>
        method === 'conversations.history' && cursor && count === 2
          ? { error: 'invalid_cursor' }
          : undefined;
      await expect(collect()).resolves.toBe('');
      expect(collected.nodes.size).toBe(5);
    });

    it('loses nothing of 10,000 messages when it is killed again and again', async () => {
      const messages = Array.from({ length: 10_000 }, (_, index) =>
        said(ts(index % 60, index), `message ${index}`),
      );
      slack.add({ ...OWN, messages });
      let kills = 0;
      collected.beforeAdding = batch => {
        if (batch % 7 === 0) {
          kills += 1;
          throw new Error('killed');
        }
      };
      for (let attempt = 0; attempt < 30; attempt += 1) {
        const outcome = await collect().catch(error => error.message);
        if (outcome === '') break;
        source = createSource();
      }
      expect(kills).toBeGreaterThan(5);
      expect(collected.nodes.size).toBe(10_000);
      expect(collected.repeated).toBe(0);
    });
  });

  describeContract('held to Slack’s description (API_DESCRIPTIONS_DIR)', () => {
    it('is asked and answers as described', async () => {
      slack.groups.set('S0000SRE1', 'sre');
      slack.add({
        ...OWN,
        messages: [
          said(ts(1), 'Root <!subteam^S0000SRE1>'),
          said(ts(2), 'Reply', { thread_ts: ts(1) }),
        ],
      });
      // The description knows no answer without messages
      slack.add({ ...OPS, messages: [said(ts(1), 'Lunch?')] });
      await expect(collect()).resolves.toBe('');
      expect(new Set(slack.calls.map(({ method }) => method))).toEqual(
        new Set([
          'conversations.list',
          'auth.test',
          'conversations.history',
          'conversations.replies',
          'users.info',
          'usergroups.list',
          'pins.list',
        ]),
      );
      expect(slack.answerProblems).toEqual([]);
    });
  });

  it('says that a block without a token was not read', async () => {
    source = createSource({ token: undefined });
    await expect(collect()).resolves.toBe(
      'postmortems.provenanceRouting.chatSources[0] has no token, so no channel of Slack was read',
    );
  });
});
