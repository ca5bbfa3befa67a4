import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Collected } from './__testUtils__/Collected';
import { CLIENT, TENANT } from './__testUtils__/FakeEntra';
import { FakeGraph } from './__testUtils__/FakeGraph';
import { graphError, type RawMessage } from './__testUtils__/graphAnswers';
import { TestClock } from './__testUtils__/TestClock';
import { readTeamsConfig } from './config/config';
import { ReadStore } from './reading/ReadStore';
import { TeamsSource } from './TeamsSource';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const TEAM = 'fbe2bf47-16c8-47cf-b4a5-4b9b187c508b';
const ADA = '8ea0e38b-efb3-4757-924a-5f94061cf8c2';
const BEN = 'ef1c916a-3135-4417-ba27-8eb7bd084193';
const OWN = {
  id: '19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2',
  displayName: 'incident-INC-42 Checkout',
};
const OPS = { id: '19:0ps@thread.tacv2', displayName: 'ops-shop' };

/** The time of a minute after 14:00. */
function at(minute: number): string {
  return new Date(Date.UTC(2026, 2, 2, 14, 0) + minute * 60_000).toISOString();
}

let unique = 0;

function said(minute: number, text: string, more: object = {}): RawMessage {
  unique += 1;
  return {
    id: `${Date.parse(at(minute)) + unique}`,
    createdDateTime: at(minute),
    from: {
      application: null,
      device: null,
      user: { id: ADA, displayName: 'Ada', userIdentityType: 'aadUser' },
    },
    body: { contentType: 'text', content: text },
    ...more,
  };
}

function reply(minute: number, text: string, { id }: RawMessage): RawMessage {
  return said(minute, text, { replyToId: id });
}

describe('TeamsSource', () => {
  let clock: TestClock;
  let graph: FakeGraph;
  let reads: ReadStore;
  let source: TeamsSource;
  let collected: Collected;

  beforeEach(async () => {
    clock = new TestClock('2026-03-02T17:00:00.000Z');
    graph = await FakeGraph.start(clock);
    graph.channels.set(TEAM, []);
    graph.users.set(ADA, {
      displayName: 'Ada Lovelace',
      mail: 'ada@example.com',
    });
    collected = new Collected();
    const knex = await databases.init('SQLITE_3');
    reads = await ReadStore.create({
      database: mockServices.database({ knex }),
    });
    source = createSource();
  });

  afterEach(async () => {
    await graph.stop();
    if (graph.requestProblems.length > 0) {
      throw new Error(graph.requestProblems.join('; '));
    }
  });

  function createSource(overrides: object = {}) {
    const block = {
      platform: 'microsoft_teams',
      tenantId: TENANT,
      clientId: CLIENT,
      clientSecret: graph.entra.secret,
      teams: [TEAM],
      channels: ['incident-*', 'ops-*'],
      baseUrl: graph.url,
      authorityUrl: graph.url,
      ...overrides,
    };
    const config = mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { chatSources: [block] } } },
    });
    return new TeamsSource({
      configs: readTeamsConfig(config),
      reads,
      users: {
        find: async ({ id, annotations, email }) => {
          expect(annotations).toEqual(['graph.microsoft.com/user-id']);
          if (id === BEN) return 'user:default/ben';
          return email === 'ada@example.com' ? 'user:default/ada' : undefined;
        },
      },
      logger: mockServices.logger.mock(),
      wait: clock.wait,
      now: clock.now,
    });
  }

  const collect = (options: object = {}) =>
    collected.collect(source, clock, options);
  const nodes = () => [...collected.nodes.values()];

  it('tells that a message could not be read, and takes its replies all the same', async () => {
    const root = said(5, 'Orders fail', { createdDateTime: 'soon' });
    const messages = [root, reply(6, 'Since the release', root)];
    graph.add(TEAM, { ...OWN, messages });
    const told =
      'incident-INC-42 Checkout: messages without a valid id or time were left out';
    await expect(collect()).resolves.toBe(told);
    expect(collected.texts).toEqual(['Since the release']);
    await expect(collect()).resolves.toBe(told);
  });

  it('brings the messages of the incident’s own channel, with their authors', async () => {
    graph.add(TEAM, {
      ...OWN,
      messages: [
        said(-180, 'too early'),
        said(5, 'Orders fail'),
        said(181, 'too late'),
      ],
    });
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toEqual(['Orders fail']);
    expect(nodes()[0]).toMatchObject({
      id: expect.stringMatching(/^microsoft_teams\/19:4a95.*tacv2\/\d+$/),
      sourceUrl: expect.stringContaining(
        'https://teams.microsoft.com/l/message',
      ),
      timestamp: at(5),
      payload: {
        kind: 'message',
        channel: 'incident-INC-42 Checkout',
        author: {
          id: ADA,
          name: 'Ada Lovelace',
          entityRef: 'user:default/ada',
        },
      },
    });
    expect(collected.reasons).toEqual([]);
    expect(graph.entra.given).toBe(1);
  });

  it('takes of a shared channel only threads that name the key or a service', async () => {
    const wrong = said(2, 'Is anything wrong?');
    graph.add(TEAM, {
      ...OPS,
      messages: [
        said(1, 'Lunch?'),
        wrong,
        reply(3, 'Yes, Checkout answers with 500', wrong),
        reply(4, 'Looking', wrong),
        said(5, 'Follow inc 42 please'),
        said(6, 'INC-421 is another one'),
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

  it('brings replies to a thread of weeks before, with its first message', async () => {
    const root = said(-30_000, 'Deploying 4.2');
    graph.add(TEAM, {
      ...OWN,
      messages: [
        root,
        reply(-29_000, 'Long before', root),
        reply(3, 'This broke orders', root),
      ],
    });
    await collect();
    expect(collected.texts).toEqual(['Deploying 4.2', 'This broke orders']);
  });

  it('reads a window of more than eight months ago', async () => {
    clock.advance(300 * 24 * 60 * 60 * 1000);
    graph.add(TEAM, { ...OWN, messages: [said(1, 'Long ago')] });
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toEqual(['Long ago']);
    expect(graph.callsOf('/messages/delta')).toBe(0);
  });

  it('reads pages of messages, and threads with more replies than one answer has', async () => {
    graph.limits = { page: 3, replies: 2 };
    const root = said(1, 'Root');
    const messages = [
      root,
      ...[2, 3, 4, 5, 6, 7].map(minute => reply(minute, `r${minute}`, root)),
      ...[11, 12, 13, 14, 15].map(minute => said(minute, `m${minute}`)),
    ];
    graph.add(TEAM, { ...OWN, messages });
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toEqual([
      'Root',
      ...[2, 3, 4, 5, 6, 7].map(minute => `r${minute}`),
      ...[11, 12, 13, 14, 15].map(minute => `m${minute}`),
    ]);
    expect(collected.repeated).toBe(0);
  });

  it('takes the whole thread of a shared channel whose match is on a later page', async () => {
    graph.limits = { page: 2, replies: 1 };
    const root = said(1, 'Anybody?');
    graph.add(TEAM, {
      ...OPS,
      messages: [
        root,
        ...[2, 3, 4, 5].map(minute => reply(minute, `hm ${minute}`, root)),
        reply(6, 'checkout is down', root),
      ],
    });
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toHaveLength(6);
  });

  it('reads other channels of a pattern only when none is the incident’s own', async () => {
    const other = { id: '19:other@thread.tacv2', displayName: 'incident-7' };
    graph.add(TEAM, { ...other, messages: [said(1, 'checkout again')] });
    await collect();
    expect(collected.texts).toEqual(['checkout again']);
    graph.add(TEAM, OWN);
    clock.advance(10 * 60_000);
    const calls = graph.callsOf(other.id);
    await collect();
    expect(graph.callsOf(other.id)).toBe(calls);
  });

  it.each(['private', 'shared', 'unknownFutureValue'])(
    'makes the incident private before it adds messages of a %s channel',
    async membershipType => {
      const secret = said(1, 'Secret');
      graph.add(TEAM, { ...OWN, membershipType, messages: [secret] });
      collected.beforeAdding = () => {
        expect(collected.reasons).toHaveLength(1);
      };
      await collect();
      expect(collected.reasons).toEqual([
        'It has messages of the private Teams channel incident-INC-42 Checkout.',
      ]);
      expect(nodes()[0].payload.private).toBe(true);
    },
  );

  it('takes of a private channel that is shared with others only what names the key', async () => {
    graph.add(TEAM, {
      ...OPS,
      membershipType: 'private',
      messages: [said(1, 'checkout is slow'), said(2, 'see INC-42')],
    });
    await collect();
    expect(collected.texts).toEqual(['see INC-42']);
  });

  it('adds an edit beside what was captured before, and marks a deletion', async () => {
    const edited = said(1, 'It was the deploy');
    const deleted = said(2, 'Never mind');
    graph.add(TEAM, { ...OWN, messages: [edited, deleted] });
    await collect();
    edited.body = { contentType: 'text', content: 'It was the pool' };
    edited.lastEditedDateTime = at(70);
    deleted.body = { contentType: 'text', content: '' };
    deleted.deletedDateTime = at(71);
    await collect();
    expect(collected.texts).toEqual([
      'It was the deploy',
      'It was the pool',
      'Never mind',
      'A message in incident-INC-42 Checkout was deleted at 2026-03-02 15:11 UTC.',
    ]);
  });

  it('reads what came since the last collection, and late replies', async () => {
    const root = said(1, 'a');
    const { messages } = graph.add(TEAM, { ...OWN, messages: [root] });
    await collect({ to: '2026-03-02T14:10:00.000Z' });
    messages.push(reply(2, 'late reply', root), said(20, 'b'));
    await collect();
    expect(collected.texts).toEqual(['a', 'late reply', 'b']);
  });

  it('resolves mentions by the account, and not by what the sender wrote', async () => {
    graph.users.set(BEN, { displayName: 'Ben Okri' });
    const mentions = [
      {
        id: 0,
        mentionText: 'The boss',
        mentioned: {
          user: { id: BEN, displayName: null, userIdentityType: 'aadUser' },
        },
      },
    ];
    const content = '<p>Ask <at id="0">The boss</at></p>';
    graph.add(TEAM, {
      ...OWN,
      messages: [
        said(1, '', { body: { contentType: 'html', content }, mentions }),
      ],
    });
    await collect();
    expect(nodes()[0].payload).toMatchObject({
      text: 'Ask @Ben Okri',
      mentions: [{ id: BEN, name: 'Ben Okri', entityRef: 'user:default/ben' }],
    });
  });

  it('matches authors by annotation when it may not read profiles', async () => {
    graph.permissions.delete('User.Read.All');
    const from = { user: { id: BEN, displayName: 'Ben' } };
    graph.add(TEAM, {
      ...OWN,
      messages: [said(1, 'a'), said(2, 'b', { from })],
    });
    await expect(collect()).resolves.toBe('');
    expect(nodes().map(({ payload }) => payload.author)).toEqual([
      { id: ADA, name: 'Ada' },
      { id: BEN, name: 'Ben', entityRef: 'user:default/ben' },
    ]);
    expect(graph.callsOf('/users/')).toBe(1);
  });

  it('keeps no notes of a dry run', async () => {
    graph.add(TEAM, { ...OWN, messages: [said(5, 'Orders fail')] });
    const found: unknown[] = [];
    await source.collect({
      incident: collected.incident,
      window: { from: new Date(at(-120)), to: new Date(at(120)) },
      signal: clock.timeout(60_000),
      restrict: async () => {},
      addEvidence: async added => void found.push(...added),
      dryRun: true,
    });
    expect(found).toHaveLength(1);
    const place = { incidentKey: 'INC-42', channelId: OWN.id };
    expect(await reads.getProgress(place)).toEqual({});
  });

  describe('when Microsoft limits the rate', () => {
    it('waits as long as it is asked to, and goes on', async () => {
      graph.add(TEAM, { ...OWN, messages: [said(1, 'Here')] });
      graph.odd = (path, count) =>
        path.endsWith('/delta') && count === 1
          ? { status: 429, headers: { 'retry-after': '7' } }
          : undefined;
      await expect(collect()).resolves.toBe('');
      expect(clock.waits).toEqual([7000]);
      expect(collected.texts).toEqual(['Here']);
    });

    it('leaves a long wait to the next collection, which goes on there', async () => {
      graph.limits.page = 2;
      const messages = [1, 2, 3, 4, 5].map(minute => said(minute, `${minute}`));
      graph.add(TEAM, { ...OWN, messages });
      graph.odd = (path, count) =>
        path.endsWith('/delta') && count === 2
          ? { status: 429, headers: { 'retry-after': '120' } }
          : undefined;
      await expect(collect()).resolves.toBe(
        'Not read yet: incident-INC-42 Checkout: messages from 2026-03-02 12:00 UTC to 2026-03-02 16:00 UTC. Microsoft limits how often it may be asked, and the next collection continues there',
      );
      expect(clock.waits).toEqual([]);
      expect(collected.nodes.size).toBe(2);
      clock.advance(120_000);
      source = createSource();
      await expect(collect()).resolves.toBe('');
      expect(collected.nodes.size).toBe(5);
      expect(collected.repeated).toBe(0);
    });

    it('stops waiting when the time of the collection is over', async () => {
      graph.add(TEAM, { ...OWN, messages: [said(1, 'Here')] });
      graph.odd = path =>
        path.endsWith('/delta')
          ? { status: 503, headers: { 'retry-after': '20' } }
          : undefined;
      await expect(collect()).resolves.toContain('Not read yet');
      expect(clock.waits).toEqual([20_000, 20_000, 20_000]);
    });
  });

  describe('when the time of the collection is over', () => {
    it('says so, and blames no limit', async () => {
      graph.limits.page = 2;
      const messages = [1, 2, 3].map(minute => said(minute, `${minute}`));
      graph.add(TEAM, { ...OWN, messages });
      graph.odd = (path, count) => {
        if (path.endsWith('/delta') && count === 2) clock.advance(61_000);
        return undefined;
      };
      await expect(collect()).resolves.toMatch(
        /16:00 UTC\. There was no time left, and the next collection continues there$/,
      );
    });

    it('has read meetings before it reads channels again', async () => {
      const meetings = { organizers: [ADA], subjects: ['*'] };
      source = createSource({ meetings });
      graph.add(TEAM, { ...OWN, messages: [said(1, 'Here')] });
      graph.meetings.set(ADA, []);
      await expect(collect()).resolves.toBe('');
      graph.meetings.set(ADA, [
        {
          id: 'bridge',
          subject: 'INC-42',
          transcripts: [
            {
              id: 'transcript',
              createdDateTime: at(5),
              metadataContent: `WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n${JSON.stringify(
                { startDateTime: at(6), spokenText: 'Rolling back' },
              )}\n`,
            },
          ],
        },
      ]);
      graph.odd = path => {
        if (path.endsWith('/delta')) clock.advance(61_000);
        return undefined;
      };
      await expect(collect()).resolves.toBe('');
      expect(collected.texts).toEqual(['Here', 'Rolling back']);
    });
  });

  describe('when Microsoft or the database fails', () => {
    it('gets a new token once when Graph refuses one before its time', async () => {
      graph.add(TEAM, { ...OWN, messages: [said(1, 'Here')] });
      await collect();
      graph.entra.revokeTokens();
      graph.channels.get(TEAM)![0].messages.push(said(2, 'There'));
      await expect(collect()).resolves.toBe('');
      expect(collected.texts).toEqual(['Here', 'There']);
      expect(graph.entra.given).toBe(2);
    });

    it('says that a token is refused when a new one is as well', async () => {
      graph.odd = () =>
        graphError(401, 'InvalidAuthenticationToken', 'Invalid audience.');
      await expect(collect()).resolves.toBe(
        `Microsoft Graph at ${graph.url} does not accept the token of the app at postmortems.provenanceRouting.chatSources[0] (InvalidAuthenticationToken): check tenantId, clientId and scope`,
      );
    });

    it.each([
      [{ clientSecret: 'old' }, 'AADSTS7000215', 'clientSecret must be the'],
      [{ clientId: TENANT }, 'AADSTS700016', 'clientId is not that of'],
      [{ tenantId: CLIENT }, 'tenantId', 'cannot be reached'],
    ])('says what is wrong with %j', async (overrides, code, message) => {
      source = createSource(overrides);
      const problem = await collect();
      expect(problem).toContain(code);
      expect(problem).toContain(message);
      expect(problem).not.toContain('old');
    });

    it('reads the other teams when one is not there', async () => {
      source = createSource({ teams: [CLIENT, TEAM] });
      graph.add(TEAM, { ...OWN, messages: [said(1, 'Here')] });
      await expect(collect()).resolves.toBe(
        `There is no team ${CLIENT} for the app: correct postmortems.provenanceRouting.chatSources[0].teams`,
      );
      expect(collected.texts).toEqual(['Here']);
    });

    it('names the permission that the app lacks', async () => {
      graph.add(TEAM, OWN);
      graph.permissions.delete('ChannelMessage.Read.All');
      await expect(collect()).resolves.toBe(
        'incident-INC-42 Checkout: The app at postmortems.provenanceRouting.chatSources[0] may not read the messages of a channel: give it the application permission ChannelMessage.Read.All, and grant admin consent',
      );
    });

    it('repeats a call that failed with a 5xx', async () => {
      graph.add(TEAM, { ...OWN, messages: [said(1, 'Here')] });
      graph.odd = (path, count) =>
        path.endsWith('/delta') && count === 1 ? { status: 502 } : undefined;
      await expect(collect()).resolves.toBe('');
      expect(collected.texts).toEqual(['Here']);
    });

    it('says what is missing when it fails for longer', async () => {
      graph.add(TEAM, OWN);
      graph.odd = path =>
        path.endsWith('/delta') ? { status: 504 } : undefined;
      await expect(collect()).resolves.toBe(
        `Not read yet: incident-INC-42 Checkout: messages from 2026-03-02 12:00 UTC to 2026-03-02 16:00 UTC. Microsoft Graph at ${graph.url} answered the request for the messages of a channel with status 504`,
      );
    });

    it('says that the page of a proxy is not an answer, and that redirects are not followed', async () => {
      graph.odd = () => ({ status: 200, body: '<html>Sign in</html>' });
      await expect(collect()).resolves.toContain(
        'answered the request for the channels of a team with something that could not be read',
      );
      graph.odd = () => ({ status: 302, headers: { location: 'https://x/' } });
      await expect(collect()).resolves.toContain('redirect');
    });

    it.each([
      'https://graph.example.com/v1.0/teams',
      'https://127.0.0.1:1/v1.0/teams',
      '//graph.example.com/v1.0',
    ])('does not follow a link to %s', async next => {
      graph.add(TEAM, OWN);
      graph.odd = path =>
        path.endsWith('/delta')
          ? { status: 200, body: { value: [], '@odata.nextLink': next } }
          : undefined;
      await expect(collect()).resolves.toContain('link to another address');
    });

    it('starts the channel again when a link is no longer valid', async () => {
      graph.limits.page = 2;
      const messages = [1, 2, 3, 4, 5].map(minute => said(minute, `${minute}`));
      graph.add(TEAM, { ...OWN, messages });
      graph.odd = (path, count) =>
        path.endsWith('/delta') && count === 2
          ? graphError(410, 'SyncStateNotFound', 'Token expired')
          : undefined;
      await expect(collect()).resolves.toBe('');
      expect(collected.nodes.size).toBe(5);
    });

    it('keeps messages whose fields are odd, and counts a clock that is ahead as now', async () => {
      graph.add(TEAM, {
        ...OWN,
        messages: [
          said(1, 'odd', {
            from: 7,
            mentions: [null, { id: {} }],
            reactions: 'many',
            attachments: [null, 'x'],
            webUrl: 'data:text/html,x',
          }),
          said(2, 'no time', { createdDateTime: 'yesterday' }),
          said(200, 'ahead'),
        ],
      });
      clock.time = Date.parse(at(190));
      await expect(collect({ to: '2026-03-02T18:00:00.000Z' })).resolves.toBe(
        '',
      );
      expect(collected.texts).toEqual(['odd', 'ahead']);
      expect(nodes()[0].sourceUrl).toBeUndefined();
      expect(nodes()[1].timestamp).toBe(at(190));
    });

    it('loses nothing of 4,000 messages when it is killed again and again', async () => {
      const messages = Array.from({ length: 4_000 }, (_, index) =>
        said(index % 60, `message ${index}`),
      );
      graph.add(TEAM, { ...OWN, messages });
      let kills = 0;
      collected.beforeAdding = batch => {
        if (batch % 20 === 0) {
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
      expect(collected.nodes.size).toBe(4_000);
      expect(collected.repeated).toBe(0);
    });
  });

  it('tests what it may read', async () => {
    const test = (overrides?: object) =>
      createSource(overrides).testConnection({
        signal: AbortSignal.timeout(10_000),
      });
    graph.add(TEAM, OWN);
    graph.add(TEAM, { id: '19:g@thread.tacv2', displayName: 'General' });
    expect(await test()).toEqual([
      {
        target: expect.stringContaining(graph.url),
        ok: true,
        message: 'Microsoft Graph lets the app read 1 of 2 channels',
      },
    ]);
    expect(await test({ clientSecret: 'wrong' })).toMatchObject([
      { ok: false, message: expect.stringContaining('AADSTS7000215') },
    ]);
    expect(await test({ clientSecret: undefined })).toMatchObject([
      { ok: false, message: expect.stringContaining('has no clientSecret') },
    ]);
    expect(
      await test({ meetings: { organizers: [ADA], subjects: ['*'] } }),
    ).toMatchObject([
      { ok: false, message: expect.stringContaining('access policy') },
    ]);
    graph.permissions.delete('ChannelMessage.Read.All');
    expect(await test()).toMatchObject([
      {
        ok: false,
        message: expect.stringContaining('ChannelMessage.Read.All'),
      },
    ]);
  });

  it('says that a block without a secret was not read', async () => {
    source = createSource({ clientSecret: undefined });
    await expect(collect()).resolves.toBe(
      'postmortems.provenanceRouting.chatSources[0] has no clientSecret, so nothing of Teams was read',
    );
  });
});
