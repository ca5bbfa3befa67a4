import { submitEvidenceNodeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { readCallTranscript } from './readCallTranscript';

const startedAt = new Date('2026-03-02T14:00:00.000Z');
const file = Buffer.from(
  'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAda Lovelace: Checkout is down\n\n2\n00:01:05.500 --> 00:01:07.000\nBob Noyce: Rolling back\n',
);

const read = (
  options: Partial<Parameters<typeof readCallTranscript>[0]> = {},
) =>
  readCallTranscript({
    file,
    format: 'webvtt',
    startedAt,
    provider: 'zoom',
    services: [],
    users: {
      find: async ({ email }) => `user:default/${email?.split('@')[0]}`,
    },
    signal: new AbortController().signal,
    ...options,
  });

describe('readCallTranscript', () => {
  it('says which call it was, and links to the place in it', async () => {
    const { nodes } = await read({
      call: {
        id: 'zoom/4444AAA==',
        name: 'Incident INC-42',
        urlAt: offset => `https://zoom.us/rec/play/x?startTime=${offset}`,
        expiresAt: new Date('2026-04-01T00:00:00Z'),
      },
    });
    expect(nodes).toMatchObject([
      { sourceUrl: 'https://zoom.us/rec/play/x?startTime=1' },
      {
        provider: 'zoom',
        sourceUrl: 'https://zoom.us/rec/play/x?startTime=65.5',
        expiresAt: '2026-04-01T00:00:00.000Z',
        payload: {
          channel: 'Incident INC-42',
          threadId: 'call/zoom/4444AAA==',
        },
        metadata: { service: 'unknown' },
      },
    ]);
    for (const node of nodes) submitEvidenceNodeSchema.parse(node);
  });

  it.each([
    ['14:02:00', undefined],
    ['14:11:07', true],
  ])(
    'marks what may have been said after a pause, ended at %s',
    async (end, mark) => {
      const { nodes } = await read({ endedAt: new Date(`2026-03-02T${end}Z`) });
      expect(
        nodes.map(({ payload }) => Object(payload.recording).mayBePaused),
      ).toEqual([mark, mark]);
    },
  );

  it('tells the same words of two calls apart', async () => {
    const [one, other] = await Promise.all(
      ['a', 'b'].map(id => read({ call: { id, name: 'call' } })),
    );
    expect(one.nodes[0].id).not.toBe(other.nodes[0].id);
  });

  it('knows people by addresses in JSON, and never by their names', async () => {
    const authorsOf = async (options: Parameters<typeof read>[0]) =>
      (await read(options)).nodes.map(({ payload }) => payload.author);
    expect(await authorsOf({})).toEqual([
      { name: 'Ada Lovelace' },
      { name: 'Bob Noyce' },
    ]);
    const json = {
      format: 'json' as const,
      file: Buffer.from(
        JSON.stringify([
          { time: 1, speaker: 'Ada', email: 'ada@example.com', text: 'Down' },
          { time: 9, speaker: 'bob@example.com', text: 'Rolling back' },
        ]),
      ),
    };
    expect(await authorsOf(json)).toEqual([
      { name: 'Ada', entityRef: 'user:default/ada' },
      { name: 'bob@example.com' },
    ]);
    expect(await authorsOf({ ...json, users: undefined })).toEqual([
      { name: 'Ada' },
      { name: 'bob@example.com' },
    ]);
  });
});
