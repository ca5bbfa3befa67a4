import { InputError } from '@backstage/errors';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { createTestDatabases } from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const ada = asUser('ada');
const incident = {
  key: 'INC-1',
  title: 'Checkout is slow',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
  resolvedAt: '2026-03-02T15:00:00.000Z',
};

/** Files that are read at the same time, and the most that were. */
const reading = { now: 0, most: 0 };

/** Reads a line of a time and words as a message. */
const source: EvidenceSource = {
  id: 'chat',
  uploads: [
    {
      format: 'chat-export',
      title: 'Exported channel',
      read: async file => {
        const lines = file.toString().trim().split('\n');
        if (lines[0] !== 'chat') throw new InputError('This is no export');
        reading.now += 1;
        reading.most = Math.max(reading.most, reading.now);
        await new Promise(done => setTimeout(done, 5));
        reading.now -= 1;
        return {
          nodes: lines.slice(1).map((line, index) => {
            const [timestamp, text] = line.split(' ');
            return {
              id: `m-${index}`,
              sourceType: 'chat' as const,
              timestamp,
              payload: { kind: 'message', text },
              metadata: { service: 'checkout' },
            };
          }),
          ...(lines.some(line => line.includes('private')) && {
            restricted: 'It is from a private channel.',
          }),
          skipped: [{ reason: 'joins', count: 3 }],
        };
      },
    },
  ],
};
const file = [
  'chat',
  '2026-03-02T11:59:00Z too-early',
  '2026-03-02T12:00:00Z first',
  '2026-03-02T16:00:00Z last',
  '2026-03-02T16:01:00Z too-late',
  'never no-time',
].join('\n');

async function start(options: Parameters<typeof startPostmortems>[0] = {}) {
  const backend = await startPostmortems({ sources: [source], ...options });
  const { api, server } = backend;
  await api.post('/incidents', incident, ada);
  return {
    ...backend,
    upload: (
      body: string,
      { format = 'chat-export', who = ada, key = 'INC-1' } = {},
    ) =>
      request(server)
        .post(`/api/postmortems/v1/incidents/${key}/uploads/${format}`)
        .set('authorization', who)
        .set('content-type', 'application/zip')
        .send(body),
  };
}

describe('uploads', () => {
  it.each(databases.eachSupportedId())(
    'add what lies within the window, and count the rest, on %s',
    async databaseId => {
      const { api, upload, stop } = await start({ databases, databaseId });
      const counted = {
        outsideWindow: 2,
        rejected: [
          { reason: expect.stringMatching(/^\/timestamp /), count: 1 },
        ],
        skipped: [{ reason: 'joins', count: 3 }],
      };
      const first = await upload(file);
      expect([first.status, first.body]).toEqual([
        200,
        { created: 2, duplicate: 0, ...counted },
      ]);
      expect((await upload(file)).body).toEqual({
        created: 0,
        duplicate: 2,
        ...counted,
      });
      const { body: sources } = await api.get('/sources', ada);
      expect(sources.items[0].evidence).toMatchObject({
        taken: 2,
        known: 2,
        refused: 2,
      });
      const { body } = await api.get('/incidents/INC-1/evidence', ada);
      expect(body.items.map((one: any) => one.payload.text)).toEqual([
        'first',
        'last',
      ]);
      await stop();
    },
  );

  it('add deployments from 24 hours before the start', async () => {
    const change = (id: string, timestamp: string) => ({
      id,
      sourceType: 'deployment' as const,
      timestamp,
      payload: { kind: 'deployment', version: id },
      metadata: { service: 'checkout' },
    });
    const read = jest.fn(async () => ({
      nodes: [
        change('long-before', '2026-03-01T13:59:00Z'),
        change('the-day-before', '2026-03-01T14:00:00Z'),
        change('in-the-morning', '2026-03-02T06:00:00Z'),
        {
          ...change('talk', '2026-03-02T06:00:00Z'),
          sourceType: 'chat' as const,
          payload: { kind: 'message', text: 'Good morning' },
        },
      ],
    }));
    const { api, upload, stop } = await start({
      sources: [
        { id: 'ci', uploads: [{ format: 'chat-export', title: 'x', read }] },
      ],
    });
    const { body } = await upload('any');
    expect(body).toMatchObject({ created: 2, outsideWindow: 2 });
    expect(read).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({
        window: {
          changesFrom: new Date('2026-03-01T14:00:00.000Z'),
          from: new Date('2026-03-02T12:00:00.000Z'),
          to: new Date('2026-03-02T16:00:00.000Z'),
        },
      }),
    );
    const { body: evidence } = await api.get('/incidents/INC-1/evidence', ada);
    expect(evidence.items.map(({ id }: { id: string }) => id)).toEqual([
      'the-day-before',
      'in-the-morning',
    ]);
    await stop();
  });

  it('are read one at a time, however many come', async () => {
    const { upload, stop } = await start();
    reading.most = 0;
    const answers = await Promise.all([1, 2, 3].map(() => upload(file)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await upload('no export')).status).toBe(400);
    expect((await upload(file)).status).toBe(200);
    expect(reading.most).toBe(1);
    await stop();
  });

  it('are answered once with an idempotency key, and refused with it for another file', async () => {
    const { upload, stop } = await start();
    const send = (body: string) => upload(body).set('idempotency-key', 'once');
    expect((await send(file)).body.created).toBe(2);
    const again = await send(file);
    expect([again.body.created, again.headers['idempotency-replayed']]).toEqual(
      [2, 'true'],
    );
    expect((await send(`${file}\n`)).status).toBe(422);
    const named = await send(file).query({ fileName: 'other.txt' });
    expect(named.status).toBe(422);
    await stop();
  });

  it('tell the source the name of the file, and when it began', async () => {
    const read = jest.fn(async () => ({ nodes: [] }));
    const { upload, stop } = await start({
      sources: [
        { id: 'calls', uploads: [{ format: 'chat-export', title: 'x', read }] },
      ],
    });
    const about = { fileName: 'a b.vtt', startedAt: '2026-03-02T14:00:00Z' };
    expect((await upload('x').query(about)).status).toBe(200);
    expect(read).toHaveBeenCalledWith(
      Buffer.from('x'),
      expect.objectContaining({
        fileName: 'a b.vtt',
        startedAt: new Date('2026-03-02T14:00:00Z'),
      }),
    );
    for (const query of [{ startedAt: '14:00' }, { other: 'x' }]) {
      expect((await upload('x').query(query)).status).toBe(400);
    }
    await stop();
  });

  it('make the incident private when few may see what is in them', async () => {
    const { api, upload, stop } = await start();
    const { body } = await upload(`${file}\n2026-03-02T14:00:00Z private`);
    expect(body.restricted).toBe('It is from a private channel.');
    expect((await api.get('/incidents/INC-1', ada)).body.visibility).toBe(
      'private',
    );
    await stop();
  });

  it('are refused that nobody can read, that are empty, or too large', async () => {
    const { api, upload, stop } = await start({
      config: { postmortems: { uploads: { maxMegabytes: 0.001 } } },
    });
    const answers = [
      await upload('something else'),
      await upload(''),
      await upload(file, { format: 'other' }),
      await upload(file, { key: 'INC-9' }),
      await upload(file, { who: '' }),
      await upload('x'.repeat(2000)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      400, 400, 404, 404, 401, 413,
    ]);
    expect(answers[2].body.error.message).toContain(
      'there are trace, chat-export',
    );
    expect(answers[5].body.error.message).toContain(
      'postmortems.uploads.maxMegabytes',
    );
    expect((await api.get('/upload-formats', ada)).body.items).toEqual([
      {
        format: 'trace',
        title: 'Investigation trace (JSON)',
        source: 'postmortems',
      },
      { format: 'chat-export', title: 'Exported channel', source: 'chat' },
    ]);
    await stop();
  });
});
