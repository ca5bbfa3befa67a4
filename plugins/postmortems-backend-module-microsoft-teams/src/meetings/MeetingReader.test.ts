import { mockServices } from '@backstage/backend-test-utils';
import { Collected } from '../__testUtils__/Collected';
import { CLIENT, TENANT } from '../__testUtils__/FakeEntra';
import { FakeGraph } from '../__testUtils__/FakeGraph';
import { type FakeMeeting, graphError } from '../__testUtils__/graphAnswers';
import { TestClock } from '../__testUtils__/TestClock';
import { readTeamsConfig } from '../config/config';
import type { ReadStore } from '../reading/ReadStore';
import { TeamsSource } from '../TeamsSource';

jest.setTimeout(60_000);

const ADA = '8ea0e38b-efb3-4757-924a-5f94061cf8c2';
const BEN = 'ef1c916a-3135-4417-ba27-8eb7bd084193';
const START = '2026-03-02T14:05:00.8968037Z';

const spoken = (time: string, speakerName: string, spokenText: string) =>
  JSON.stringify({
    startDateTime: `2026-03-02T${time}.0461639+00:00`,
    endDateTime: `2026-03-02T${time.replace(/.$/, '9')}.5261639+00:00`,
    speakerName,
    spokenText,
    spokenLanguage: 'en-us',
  });
const vtt = (...cues: string[]) => `WEBVTT\r\n\r\n${cues.join('\r\n\r\n')}\r\n`;

function meeting(
  subject: string,
  transcript: Partial<FakeMeeting['transcripts'][number]>,
): FakeMeeting {
  const id = `MSo1${subject.replace(/\W/g, '')}`;
  return {
    id,
    subject,
    transcripts: [
      {
        id: `MSMjMCMj${id}`,
        createdDateTime: START,
        endDateTime: '2026-03-02T14:45:00Z',
        ...transcript,
      },
    ],
  };
}

const timed = vtt(
  `00:00:16.246 --> 00:00:19.726\r\n${spoken(
    '14:05:16',
    'Ada Lovelace',
    'The payment service',
  )}`,
  `00:00:20.000 --> 00:00:22.000\r\n${spoken(
    '14:05:20',
    'Ada Lovelace',
    'is "down"',
  )}`,
  `00:00:30.000 --> 00:00:31.000\r\n${spoken(
    '14:05:30',
    'Ben',
    'Rolling back',
  )}`,
);

describe('transcripts of meetings', () => {
  let clock: TestClock;
  let graph: FakeGraph;
  let collected: Collected;

  beforeEach(async () => {
    clock = new TestClock('2026-03-04T17:00:00.000Z');
    graph = await FakeGraph.start(clock);
    collected = new Collected();
  });

  afterEach(async () => {
    await graph.stop();
    if (graph.requestProblems.length > 0) {
      throw new Error(graph.requestProblems.join('; '));
    }
  });

  function collect(meetings: object = {}, options: object = {}) {
    const block = {
      platform: 'microsoft_teams',
      tenantId: TENANT,
      clientId: CLIENT,
      clientSecret: graph.entra.secret,
      meetings: { organizers: [ADA], subjects: ['*'], ...meetings },
      baseUrl: graph.url,
      authorityUrl: graph.url,
    };
    const config = mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { chatSources: [block] } } },
    });
    const source = new TeamsSource({
      configs: readTeamsConfig(config),
      reads: {} as ReadStore,
      users: { find: async () => 'user:default/wrong' },
      logger: mockServices.logger.mock(),
      wait: clock.wait,
      now: clock.now,
    });
    return collected.collect(source, clock, options);
  }
  const nodes = () => [...collected.nodes.values()];

  it('gives a reason of its own for each meeting, as each is decided about', async () => {
    graph.meetings.set(ADA, [
      meeting('Bridge INC-42', { metadataContent: timed }),
      meeting('Review INC-42', { metadataContent: timed }),
    ]);
    await collect();
    expect(new Set(collected.reasons).size).toBe(2);
  });

  it('makes messages of what is said, at the time of day that Graph tells', async () => {
    graph.meetings.set(ADA, [
      meeting('Bridge INC-42', { metadataContent: timed }),
    ]);
    collected.beforeAdding = () => {
      expect(collected.reasons[0]).toMatch(
        /^It has the transcript of the Teams meeting “Bridge INC-42” of 2026-03-02T.*Z, which only its participants may read.$/,
      );
    };
    await expect(collect()).resolves.toBe('');
    expect(nodes()).toMatchObject([
      {
        sourceType: 'chat',
        provider: 'microsoft_teams',
        timestamp: '2026-03-02T14:05:16.046Z',
        sourceUrl: 'https://teams.microsoft.com/l/meetup-join/1',
        payload: {
          kind: 'message',
          text: 'The payment service is "down"',
          channel: 'Bridge INC-42',
          author: { name: 'Ada Lovelace' },
        },
      },
      {
        timestamp: '2026-03-02T14:05:30.046Z',
        payload: { text: 'Rolling back', author: { name: 'Ben' } },
      },
    ]);
    await collect();
    expect(collected.nodes.size).toBe(2);
    expect(collected.repeated).toBe(2);
  });

  it('counts from the start where Graph tells no time of day', async () => {
    const content = vtt(
      '-0:0:1.0 --> 0:0:0.5\r\n<v Ada Lovelace>Hello</v>',
      '0:1:0.0 --> 0:1:5.320\r\n<v Ben>Rolling &amp; back</v>',
    );
    graph.meetings.set(ADA, [meeting('Bridge INC-42', { content })]);
    await expect(collect()).resolves.toBe('');
    expect(
      nodes().map(({ timestamp, payload }) => [timestamp, payload.text]),
    ).toEqual([
      ['2026-03-02T14:04:59.896Z', 'Hello'],
      ['2026-03-02T14:06:00.896Z', 'Rolling & back'],
    ]);
  });

  it('does not count from the start what Graph may still tell, as it would come twice', async () => {
    clock = new TestClock('2026-03-02T17:00:00.000Z');
    const [content, metadataContent] = [
      vtt('0:1:0.0 --> 0:1:5.320\r\n<v Ben>Rolling back</v>'),
      timed,
    ];
    graph.meetings.set(ADA, [meeting('INC-42', { content })]);
    await expect(collect()).resolves.toBe(
      'Graph does not give the transcript of a Teams meeting of 2026-03-02T14:05:00.896Z yet: the next collection asks again',
    );
    expect(collected.texts).toEqual([]);
    graph.meetings.set(ADA, [meeting('INC-42', { content, metadataContent })]);
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toHaveLength(2);
  });

  it('takes what was said within the window, of meetings that began before as well', async () => {
    graph.meetings.set(ADA, [
      meeting('Early INC-42', {
        createdDateTime: '2026-03-02T11:00:00Z',
        content: vtt(
          '00:00:01.000 --> 00:00:02.000\r\n<v Ada>before</v>',
          '02:00:00.000 --> 02:00:02.000\r\n<v Ada>within</v>',
        ),
      }),
      meeting('Over INC-42', {
        createdDateTime: '2026-03-02T10:00:00Z',
        endDateTime: '2026-03-02T11:00:00Z',
        metadataContent: timed,
      }),
      meeting('Yesterday INC-42', {
        createdDateTime: '2026-02-28T11:00:00Z',
        metadataContent: timed,
      }),
    ]);
    await collect();
    expect(collected.texts).toEqual(['within']);
    expect(graph.callsOf('MSo1Over')).toBe(0);
  });

  const said = (text: string) =>
    vtt(`00:00:01.000 --> 00:00:02.000\r\n<v Ada>${text}</v>`);

  it('takes meetings that name the key, and no others of the organizer', async () => {
    graph.meetings.set(ADA, [
      meeting('Weekly', { content: said('as in INC 42') }),
      meeting('Salary', { content: said('about the checkout team') }),
      meeting('Incident INC-43', { content: said('we rolled back search') }),
    ]);
    await expect(collect()).resolves.toBe('');
    expect(collected.texts).toEqual(['as in INC 42']);
    expect(collected.reasons).toHaveLength(1);
  });

  it('leaves others alone where the pattern has one of the incident', async () => {
    graph.meetings.set(ADA, [
      meeting('Incident INC-43', { content: said('unlike INC-42') }),
    ]);
    graph.meetings.set(BEN, [
      meeting('Incident INC-42', { content: said('this one') }),
    ]);
    await expect(
      collect({ organizers: [ADA, BEN], subjects: ['incident*'] }),
    ).resolves.toBe('');
    expect(collected.texts).toEqual(['this one']);
  });

  it('takes only meetings with the subjects that are configured, or the key', async () => {
    graph.meetings.set(ADA, [
      meeting('Incident bridge', { content: said('bridge of INC-42') }),
      meeting('1:1 with Ben', { content: said('private') }),
      meeting('Review of inc-42', { content: said('review') }),
    ]);
    await expect(collect({ subjects: ['incident*'] })).resolves.toBe('');
    expect(collected.texts.sort()).toEqual(['bridge of INC-42', 'review']);
    expect(graph.callsOf('MSo111withBen/')).toBe(0);

    graph.permissions.delete('OnlineMeetings.Read.All');
    collected = new Collected();
    await expect(collect({ subjects: ['incident*'] })).resolves.toContain(
      'may not read the subject of a meeting: give it the application permission OnlineMeetings.Read.All',
    );
    expect(collected.texts).toEqual([]);
  });

  it('reads every page of the list, and every organizer', async () => {
    graph.limits.page = 1;
    const content = vtt('00:00:01.000 --> 00:00:02.000\r\n<v Ada>hi</v>');
    graph.meetings.set(ADA, [
      meeting('A INC-42', { content }),
      meeting('B INC-42', { content }),
    ]);
    graph.meetings.set(BEN, [meeting('C INC-42', { content })]);
    await expect(collect({ organizers: [ADA, BEN] })).resolves.toBe('');
    expect(collected.nodes.size).toBe(3);
  });

  it('says what is missing of one, and reads the others', async () => {
    const content = vtt('00:00:01.000 --> 00:00:02.000\r\n<v Ada>hi</v>');
    graph.meetings.set(BEN, [
      meeting('Silent INC-42', { content: 'WEBVTT' }),
      meeting('Gone INC-42', {}),
      meeting('Odd INC-42', { content: 'what --> is this' }),
      meeting('Good INC-42', { content }),
    ]);
    const problem = await collect({ organizers: [ADA, BEN] });
    expect(problem).toContain(
      'grant the organizer its application access policy',
    );
    expect(problem).toContain(
      'A transcript of a Teams meeting could not be read',
    );
    expect(collected.texts).toEqual(['hi']);
  });

  it('tells which lines could not be read', async () => {
    const odd = vtt(timed, `{"spokenText":"when?"}`, '{"startDateTime"');
    graph.meetings.set(ADA, [meeting('INC-42', { metadataContent: odd })]);
    await expect(collect()).resolves.toBe(
      'Not all of the transcript of a Teams meeting of 2026-03-02T14:05:00.896Z could be read: Lines without a time or words (2)',
    );
    expect(collected.nodes.size).toBe(2);
  });

  it('leaves meetings to the next collection when its time is over', async () => {
    graph.meetings.set(ADA, [
      meeting('Bridge INC-42', { metadataContent: timed }),
    ]);
    graph.odd = path =>
      path.endsWith('/metadataContent')
        ? {
            ...graphError(429, 'TooManyRequests', ''),
            headers: { 'retry-after': '90' },
          }
        : undefined;
    await expect(collect()).resolves.toBe(
      'Microsoft limits how often it may be asked: not all transcripts of meetings were read',
    );
    expect(collected.texts).toEqual([]);
  });
});
