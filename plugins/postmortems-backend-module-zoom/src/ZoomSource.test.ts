import { collectZoom, NOW, sourceOf } from './__testUtils__/collectZoom';
import { type FakeRecording, FakeZoom } from './__testUtils__/FakeZoom';

let zoom: FakeZoom;
beforeEach(async () => {
  zoom = await FakeZoom.start();
});
afterEach(() => zoom.stop());

const recording = (changes: Partial<FakeRecording> = {}): FakeRecording => ({
  uuid: '4444AAAiAAAAAiAiAiiAii==',
  topic: 'Incident INC-42: checkout',
  start_time: '2026-03-02T14:02:00Z',
  duration: 30,
  transcripts: [
    {
      cues: [
        [1, 'Ada Lovelace', 'Orders fail since the release'],
        [65.5, 'Bob Noyce', 'I roll back to 2.4.0'],
      ],
    },
  ],
  ...changes,
});

describe('a recording of the incident', () => {
  it('is evidence, with its place, a link to it, and when Zoom deletes it', async () => {
    zoom.add(recording());
    const { nodes, reasons, missing } = await collectZoom(
      sourceOf({ ...zoom.app, retentionDays: 30 }),
    );
    expect([reasons, missing]).toEqual([[], '']);
    expect(nodes).toMatchObject([
      {
        sourceType: 'chat',
        provider: 'zoom',
        timestamp: '2026-03-02T14:02:01.000Z',
        expiresAt: '2026-04-01T14:02:00.000Z',
        metadata: { service: 'component:default/checkout' },
        payload: {
          kind: 'message',
          text: 'Orders fail since the release',
          channel: 'Incident INC-42: checkout',
          author: { name: 'Ada Lovelace' },
          recording: {
            startedAt: '2026-03-02T14:02:00.000Z',
            offsetSeconds: 1,
          },
        },
      },
      {
        timestamp: '2026-03-02T14:03:05.500Z',
        sourceUrl: expect.stringMatching(
          /^https:\/\/example\.zoom\.us\/rec\/share\/\w+\?startTime=1772460185500$/,
        ),
      },
    ]);
  });

  it('adds nothing when it is read again', async () => {
    zoom.add(recording());
    const source = sourceOf(zoom.app);
    const [first, second] = [
      await collectZoom(source),
      await collectZoom(source),
    ];
    expect(second.nodes).toEqual(first.nodes);
  });

  it('has a part for each time that it was begun, each with its own start', async () => {
    zoom.add(
      recording({
        transcripts: [
          { cues: [[1, 'Ada Lovelace', 'one']] },
          {
            startedAt: '2026-03-02T14:20:00Z',
            cues: [[1, 'Ada Lovelace', 'two']],
          },
        ],
      }),
    );
    const { nodes } = await collectZoom(sourceOf(zoom.app));
    expect(nodes.map(({ timestamp }) => timestamp)).toEqual([
      '2026-03-02T14:02:01.000Z',
      '2026-03-02T14:20:01.000Z',
    ]);
  });

  it('tells times that a pause may have shifted as about', async () => {
    const cues: [number, string, string][] = [[1, 'Ada Lovelace', 'one']];
    zoom.add(
      recording({
        transcripts: [
          { cues, endedAt: '2026-03-02T14:02:30Z' },
          {
            cues,
            startedAt: '2026-03-02T14:20:00Z',
            endedAt: '2026-03-02T14:31:00Z',
          },
        ],
      }),
    );
    const { nodes } = await collectZoom(sourceOf(zoom.app));
    expect(
      nodes.map(({ payload }) => Object(payload.recording).mayBePaused),
    ).toEqual([undefined, true]);
  });

  it('counts as far as it lies in the window', async () => {
    zoom.add(recording({ start_time: '2026-03-02T11:59:00Z' }));
    const { texts } = await collectZoom(sourceOf(zoom.app));
    expect(texts).toEqual(['I roll back to 2.4.0']);
    const { texts: later } = await collectZoom(sourceOf(zoom.app), {
      from: '2026-03-02T13:00:00Z',
    });
    expect(later).toEqual([]);
  });

  it.each(['/abc==', 'ab//cd==', 'a/b+c=='])(
    'is found by the UUID %s',
    async uuid => {
      zoom.add(recording({ uuid, settings: { password: 'x' } }));
      const { texts, reasons } = await collectZoom(sourceOf(zoom.app));
      expect(texts).toHaveLength(2);
      expect(reasons).toHaveLength(1);
    },
  );

  it('keeps what can be read of odd fields', async () => {
    zoom.add(
      recording({
        extra: {
          share_url: 'ftp://example.com/rec',
          duration: 'long',
          auto_delete: true,
          auto_delete_date: '2026-13-99',
        },
      }),
    );
    zoom.answerNext(/settings$/, {
      status: 200,
      body: { share_recording: 'publicly', password: null },
    });
    const { nodes, reasons } = await collectZoom(sourceOf(zoom.app));
    expect(nodes).toHaveLength(2);
    expect(reasons).toEqual([]);
    expect(nodes[0].sourceUrl).toBeUndefined();
    expect(nodes[0].expiresAt).toBeUndefined();
  });

  it('keeps no passcode in the link, and the day on which Zoom deletes it', async () => {
    zoom.add(
      recording({
        extra: {
          share_url: 'https://example.zoom.us/rec/share/x?pwd=s3cret',
          auto_delete: true,
          auto_delete_date: '2026-03-09',
        },
      }),
    );
    const { nodes } = await collectZoom(sourceOf(zoom.app));
    expect(nodes[0]).toMatchObject({
      sourceUrl: 'https://example.zoom.us/rec/share/x?startTime=1772460121000',
      expiresAt: '2026-03-09T00:00:00.000Z',
    });
  });
});

describe('recordings of other meetings', () => {
  const weekly = (text: string, changes: Partial<FakeRecording> = {}) =>
    recording({
      uuid: 'weekly==',
      topic: 'Ops weekly',
      transcripts: [
        {
          cues: [
            [1, 'Ada Lovelace', 'Good morning'],
            [90, 'Bob Noyce', text],
          ],
        },
      ],
      ...changes,
    });

  it.each([
    ['a service of the incident', 'checkout is down', {}, 2],
    ['its key', 'as in INC-42', {}, 2],
    ['neither', 'all is well', {}, 0],
    [
      'a service, where few may see it',
      'checkout is down',
      { password: 'x' },
      0,
    ],
    ['the key, where few may see it', 'as in INC-42', { password: 'x' }, 2],
  ])('that name %s', async (_, text, settings, count) => {
    zoom.add(weekly(text, { settings }));
    const source = sourceOf({ ...zoom.app, topics: ['ops*'] });
    expect((await collectZoom(source)).texts).toHaveLength(count);
  });

  it('are left alone where the pattern has one of the incident, or does not fit', async () => {
    zoom.add(recording());
    zoom.add(weekly('checkout', { uuid: 'b==', topic: 'Incident INC-43' }));
    zoom.add(weekly('checkout', { uuid: 'c==', topic: 'Salaries' }));
    const { texts } = await collectZoom(sourceOf(zoom.app));
    expect(texts).toHaveLength(2);
    expect(zoom.callsOf(/signed/)).toHaveLength(1);
  });
});

describe('who may see it', () => {
  it.each([
    ['a passcode', { password: 'x' }],
    ['nobody it is shared with', { share_recording: 'none' }],
    ['a registration', { on_demand: true }],
    ['something unknown', { share_recording: undefined }],
  ])('is not everybody with %s', async (_, settings) => {
    zoom.add(recording({ settings }));
    const { texts, reasons } = await collectZoom(sourceOf(zoom.app));
    expect(texts).toHaveLength(2);
    expect(reasons).toEqual([
      'It has the transcript of the Zoom recording “Incident INC-42: checkout” of 2026-03-02T14:02Z, which not everybody may see.',
    ]);
  });

  it('is not known without the scope, so that it counts as closed', async () => {
    zoom.notGranted = /settings$/;
    zoom.add(recording());
    expect((await collectZoom(sourceOf(zoom.app))).reasons).toHaveLength(1);
  });

  it('is asked again after an outage', async () => {
    zoom.add(recording());
    zoom.answerNext(/settings$/, { status: 503 }, 2);
    const { texts, reasons, missing } = await collectZoom(sourceOf(zoom.app));
    expect([texts, reasons]).toEqual([[], []]);
    expect(missing).toContain('answered 503');
  });
});

describe('lists', () => {
  it('are read to their end, of the account or of each user', async () => {
    zoom.pageSize = 1;
    zoom.add(recording({ host: 'a@example.com' }));
    zoom.add(recording({ uuid: 'b==', host: 'b@example.com' }));
    zoom.add(recording({ uuid: 'c==', host: 'c@example.com' }));
    const all = await collectZoom(sourceOf(zoom.app));
    expect(all.texts).toHaveLength(6);
    const some = await collectZoom(
      sourceOf({
        ...zoom.app,
        users: ['a@example.com', 'nobody@example.com', 'c@example.com'],
      }),
    );
    expect(some.texts).toHaveLength(4);
    expect(some.missing).toMatch(
      /^The recordings of nobody@example\.com were not listed: .*User does not exist/,
    );
  });

  it('are asked for a month at most', async () => {
    zoom.add(recording());
    const { texts, missing } = await collectZoom(sourceOf(zoom.app), {
      from: '2026-01-01T00:00:00Z',
    });
    expect([texts.length, missing]).toEqual([2, '']);
    const asked = zoom.callsOf(/accounts/).map(call => {
      const { searchParams } = new URL(call.slice(4), zoom.origin);
      return [searchParams.get('from'), searchParams.get('to')];
    });
    expect(asked).toEqual([
      ['2025-12-31', '2026-01-27'],
      ['2026-01-28', '2026-02-24'],
      ['2026-02-25', '2026-03-02'],
    ]);
  });
});

describe('tokens', () => {
  it('are made once, and again shortly before their end', async () => {
    zoom.add(recording());
    const source = sourceOf(zoom.app);
    await collectZoom(source);
    await collectZoom(source);
    expect(zoom.callsOf(/token/)).toHaveLength(1);
    source.nowIs(new Date(NOW.getTime() + 3_541_000));
    await collectZoom(source);
    expect(zoom.callsOf(/token/)).toHaveLength(2);
  });

  it('are renewed once when Zoom does not take them', async () => {
    zoom.add(recording());
    const source = sourceOf(zoom.app);
    await collectZoom(source);
    zoom.endTokens();
    expect((await collectZoom(source)).texts).toHaveLength(2);
    zoom.answerNext(/accounts/, { status: 401 }, 2);
    expect((await collectZoom(source)).missing).toContain('answered 401');
    expect(zoom.callsOf(/token/)).toHaveLength(3);
  });

  it('of a wrong secret are refused, and the message says which key it is', async () => {
    const source = sourceOf({ ...zoom.app, clientSecret: 'wrong' });
    const { missing } = await collectZoom(source);
    expect(missing).toContain(
      'check postmortems.provenanceRouting.chatSources[0].accountId, clientId and clientSecret',
    );
    expect(missing).not.toContain('wrong');
  });
});

describe('limits and failures', () => {
  const limited = (after?: string) => ({
    status: 429,
    body: { code: 429, message: 'You have reached the maximum rate limit.' },
    headers: {
      'x-ratelimit-category': 'Medium',
      'x-ratelimit-type': 'Per-second-limit',
      ...(after && { 'retry-after': after }),
    },
  });

  it('are waited for when they end soon, also of files', async () => {
    zoom.add(recording());
    zoom.answerNext(/accounts/, limited('1'));
    zoom.answerNext(/signed/, limited('1'));
    zoom.answerNext(/settings$/, { status: 502 });
    zoom.answerNext(/rec\//, { status: 500 });
    const { texts, missing } = await collectZoom(sourceOf(zoom.app));
    expect([texts.length, missing]).toEqual([2, '']);
  });

  it('of a day are told', async () => {
    const midnight = new Date(Date.now() + 3_600_000).toISOString();
    zoom.add(recording());
    zoom.answerNext(/accounts/, limited(midnight));
    const { missing } = await collectZoom(sourceOf(zoom.app));
    expect(missing).toContain('You have reached the maximum rate limit');
    zoom.answerNext(/signed/, limited(midnight));
    const { missing: ofFile } = await collectZoom(sourceOf(zoom.app));
    expect(ofFile).toMatch(
      /^The recording “Incident INC-42: checkout” of .* allows no more calls/,
    );
  });

  it('of one recording leave the others', async () => {
    zoom.add(recording({ transcripts: [{ vtt: 'no transcript' }] }));
    zoom.add(recording({ uuid: 'b==' }));
    const { texts, missing } = await collectZoom(sourceOf(zoom.app));
    expect(texts).toHaveLength(2);
    expect(missing).toContain('does not begin with WEBVTT');
  });
});

describe('a collection', () => {
  const three = () => {
    for (const uuid of ['a==', 'b==', 'c==']) zoom.add(recording({ uuid }));
  };
  /** Its time ends when so many recordings were taken. */
  const endedAfter = (count: number) => {
    const controller = new AbortController();
    let taken = 0;
    return {
      signal: controller.signal,
      addEvidence: async () => {
        taken += 1;
        if (taken === count) controller.abort();
      },
    };
  };

  it('begins with what an earlier one had no time for', async () => {
    three();
    const source = sourceOf(zoom.app);
    const first = await collectZoom(source, endedAfter(1));
    expect(first.missing).toMatch(
      /^No time was left for the recording “Incident INC-42: checkout” of .* and others that were never read: the next collection begins with them$/,
    );
    const second = await collectZoom(source, endedAfter(1));
    const third = await collectZoom(source, endedAfter(1));
    const threads = [first, second, third].map(
      ({ nodes }) => nodes[0].payload.threadId,
    );
    expect(threads).toEqual([
      'call/zoom/a==',
      'call/zoom/b==',
      'call/zoom/c==',
    ]);
    // Reading again is no must
    expect(third.missing).toBe('');
  });

  it('reads more of a recording when the window is longer', async () => {
    zoom.add(recording());
    const source = sourceOf(zoom.app);
    const to = '2026-03-02T14:03:00Z';
    expect((await collectZoom(source, { to })).texts).toHaveLength(1);
    zoom.add(recording({ uuid: 'b==', start_time: '2026-03-02T13:00:00Z' }));
    expect((await collectZoom(source)).texts).toHaveLength(4);
  });

  it('throws what fails here, and asks Zoom for no more', async () => {
    three();
    const full = new Error('The incident has too much evidence');
    const addEvidence = async () => {
      throw full;
    };
    const source = sourceOf(zoom.app);
    await expect(collectZoom(source, { addEvidence })).rejects.toBe(full);
    expect(zoom.callsOf(/signed/)).toHaveLength(1);
    expect((await collectZoom(source)).texts).toHaveLength(6);
  });
});

describe('what cannot be read', () => {
  it('is told of a recording of which the rest is read', async () => {
    const vtt =
      'WEBVTT\n\n1\nlater\nAda: lost\n\n2\n00:00:01.000 --> 00:00:02.000\nAda: Here\n';
    zoom.add(recording({ transcripts: [{ vtt }] }));
    const { texts, missing } = await collectZoom(sourceOf(zoom.app));
    expect(texts).toEqual(['Here']);
    expect(missing).toMatch(
      /^Not all of the recording “Incident INC-42: checkout” of .* could be read: .* \(1\)$/,
    );
  });

  it('is told of a list that is none, or has no end', async () => {
    zoom.answerNext(/accounts/, { status: 200, body: { page_count: 1 } });
    expect((await collectZoom(sourceOf(zoom.app))).missing).toMatch(
      /^The recordings of the account were not listed: .* could not be read$/,
    );
    const endless = { meetings: [], next_page_token: 'again' };
    zoom.answerNext(/accounts/, { status: 200, body: endless }, 50);
    expect((await collectZoom(sourceOf(zoom.app))).missing).toContain(
      'more than 15000 recordings of these days: set users',
    );
  });
});

describe('what is not there', () => {
  it('is asked for again until the transcript is ready', async () => {
    zoom.add(recording({ transcripts: [] }));
    const source = sourceOf(zoom.app);
    expect((await collectZoom(source)).missing).toBe(
      'Zoom has no transcript of the recording “Incident INC-42: checkout” of 2026-03-02T14:02Z yet: the next collection asks again',
    );
    zoom.add(recording());
    expect(await collectZoom(source)).toMatchObject({
      texts: { length: 2 },
      missing: '',
    });
  });

  it('is told without the topic of a meeting that may be about anything', async () => {
    zoom.add(recording({ topic: 'Incident: layoffs', transcripts: [] }));
    const { missing } = await collectZoom(sourceOf(zoom.app));
    expect(missing).toMatch(/^Zoom has no transcript of the recording of 2026/);
    expect(missing).not.toContain('layoffs');
  });

  it('is told when Zoom has made none for a day', async () => {
    zoom.add(recording({ transcripts: [] }));
    const source = sourceOf(zoom.app);
    source.nowIs(new Date('2026-03-03T15:00:00Z'));
    expect((await collectZoom(source)).missing).toContain(
      'Zoom made no transcript',
    );
  });

  it('is a gap when the recording was deleted', async () => {
    zoom.add(recording());
    zoom.answerNext(/signed/, { status: 404 });
    expect((await collectZoom(sourceOf(zoom.app))).missing).toContain(
      'was deleted in Zoom before its transcript was read',
    );
  });
});

it('asks no other host for a file', async () => {
  const evil = 'http://169.254.169.254/latest/meta-data';
  zoom.add(recording({ transcripts: [{ url: evil }] }));
  expect((await collectZoom(sourceOf(zoom.app))).missing).toContain(
    'A transcript is said to be at 169.254.169.254, which is not called',
  );
  zoom.add(recording());
  zoom.answerNext(/rec\//, { status: 302, headers: { location: evil } });
  expect((await collectZoom(sourceOf(zoom.app))).missing).toContain(
    'which is not called',
  );
});

it('tells whether Zoom lists recordings', async () => {
  const source = sourceOf(zoom.app, { ...zoom.app, users: ['nobody@x.com'] });
  const signal = AbortSignal.timeout(5000);
  expect(await source.testConnection({ signal })).toMatchObject([
    { ok: true, message: 'Zoom lists the recordings of the account' },
    { ok: false, message: expect.stringContaining('User does not exist') },
  ]);
  zoom.notGranted = /accounts/;
  const [first] = await source.testConnection({ signal });
  expect(first.message).toContain('does not contain scopes');
});
