import { submitEvidenceNodeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { TranscriptSource } from './TranscriptSource';

const START = '2026-03-02T14:00:00.000Z';
const incident = {
  services: ['component:default/checkout', 'component:default/payment-service'],
};
const asked: string[] = [];
const source = new TranscriptSource({
  users: {
    find: async ({ email }) => {
      asked.push(email!);
      return email === 'bob@example.com' ? 'user:default/bob' : undefined;
    },
  },
});

async function read(format: string, text: string, fileName?: string) {
  const upload = source.uploads.find(one => one.format === format)!;
  const context = {
    incident,
    window: { from: new Date(0), to: new Date() },
    signal: new AbortController().signal,
    startedAt: fileName ? undefined : new Date(START),
    fileName,
  };
  return upload.read(Buffer.from(text), context as never);
}

const cue = (from: number, to: number, text: string) =>
  `00:0${from}.000 --> 00:0${to}.000\n${text}\n`;

describe('TranscriptSource', () => {
  it('makes messages of what is said, with the place in the recording', async () => {
    const { nodes } = await read(
      'webvtt',
      `WEBVTT\n\n${cue(1, 2, '<v Ada>The payment service')}\n${cue(
        2,
        3,
        '<v Ada>is down',
      )}\n${cue(3, 4, '<v Bob>Rolling back')}`,
    );
    expect(nodes).toMatchObject([
      {
        sourceType: 'chat',
        provider: 'transcripts',
        timestamp: '2026-03-02T14:00:01.000Z',
        metadata: { service: 'component:default/payment-service' },
        payload: {
          kind: 'message',
          text: 'The payment service is down',
          author: { name: 'Ada' },
          recording: { startedAt: START, offsetSeconds: 1 },
        },
      },
      {
        timestamp: '2026-03-02T14:00:03.000Z',
        metadata: { service: 'component:default/checkout' },
        payload: { text: 'Rolling back', author: { name: 'Bob' } },
      },
    ]);
    for (const node of nodes) submitEvidenceNodeSchema.parse(node);
  });

  it('parts what one speaker says after a pause, and what unknown ones say', async () => {
    const { nodes } = await read(
      'webvtt',
      `WEBVTT\n\n${cue(0, 1, '<v Ada>one')}\n${cue(5, 6, '<v Ada>two')}\n${cue(
        6,
        7,
        'three',
      )}\n${cue(7, 8, 'four')}`,
    );
    expect(nodes.map(({ payload }) => payload.text)).toEqual([
      'one',
      'two',
      'three',
      'four',
    ]);
  });

  it('gives the same nodes for the same words, whatever the file is called', async () => {
    const text = `WEBVTT\n\n${cue(1, 2, '<v Ada>Down')}`;
    const { nodes } = await read('webvtt', text);
    const named = await read('webvtt', text, 'GMT20260302-140000_a.vtt');
    expect(named.nodes).toEqual(nodes);
  });

  it('finds people by the address in JSON, and never by what a caption calls them', async () => {
    const line = { time: 1, speaker: 'Bob', text: 'x' };
    const { nodes } = await read(
      'transcript',
      JSON.stringify([
        { ...line, email: 'Bob@example.com' },
        { ...line, time: 9 },
      ]),
    );
    const captions = await read(
      'webvtt',
      `WEBVTT\n\n${cue(1, 2, '<v bob@example.com>x')}`,
    );
    expect(
      [...nodes, ...captions.nodes].map(({ payload }) => payload.author),
    ).toEqual([
      { name: 'Bob', entityRef: 'user:default/bob' },
      { name: 'Bob' },
      { name: 'bob@example.com' },
    ]);
    expect(asked).toEqual(['bob@example.com']);
  });

  it('refuses a file that is too large for a transcript', async () => {
    await expect(
      read('webvtt', `WEBVTT\n${'x'.repeat(16 * 1024 * 1024)}`),
    ).rejects.toThrow('upload the part about the incident');
  });
});
