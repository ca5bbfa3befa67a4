import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The module runs in a backend with the plugin that it extends
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { postmortemsModuleTranscripts } from './module';

jest.setTimeout(60_000);

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/transcripts.md'),
  'utf8',
);
const FILE = 'GMT20260302-140200_Recording.transcript.vtt';
const VTT = `WEBVTT

1
00:00:01.000 --> 00:00:03.500
Ada Lovelace: Checkout lost half the orders

2
00:00:03.500 --> 00:00:05.000
Ada Lovelace: since the deployment of 2.4.1

3
00:01:00.000 --> 00:01:02.000
Bob Sample: I roll back checkout to 2.4.0

4
09:00:00.000 --> 09:00:01.000
Bob Sample: See you tomorrow
`;

async function start(startedAt: string) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsModuleTranscripts,
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'https://backstage.example.com' } },
      }),
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
            metadata: { name: 'bob', namespace: 'default' },
            spec: { profile: { email: 'bob@example.com' } },
          },
        ],
      }),
    ],
  });
  const call = (method: 'get' | 'post', route: string) =>
    request(backend.server)
      [method](`/api/postmortems/v1${route}`)
      .set('authorization', mockCredentials.user.header('user:default/ada'));
  await call('post', '/incidents')
    .send({
      key: 'INC-42',
      title: 'Checkout loses orders',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt,
      resolvedAt: new Date(Date.parse(startedAt) + 3_600_000).toISOString(),
    })
    .expect(201);
  return {
    call,
    upload: (file: string, format = 'webvtt', query = {}) =>
      call('post', `/incidents/INC-42/uploads/${format}`)
        .query(query)
        .set('content-type', 'application/octet-stream')
        .send(Buffer.from(file)),
    stop: () => backend.stop(),
  };
}

describe('the module in the postmortems backend', () => {
  it('goes from an upload to a sentence in the postmortem, once', async () => {
    const { call, upload, stop } = await start('2026-03-02T14:00:00.000Z');
    const refused = await upload(VTT);
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringContaining('Send ?startedAt='),
    ]);
    const wrong = await upload(VTT, 'webvtt', { startedAt: '14:02' });
    expect([wrong.status, wrong.body.error.fields[0].path]).toEqual([
      400,
      '/startedAt',
    ]);

    const first = await upload(VTT, 'webvtt', { fileName: FILE });
    expect(first.body).toMatchObject({ created: 2, outsideWindow: 1 });
    const again = await upload(VTT, 'webvtt', {
      startedAt: '2026-03-02T14:02:00Z',
    });
    expect(again.body).toMatchObject({
      created: 0,
      duplicate: 2,
      rejected: [],
    });

    const { body: written } = await call(
      'post',
      '/incidents/INC-42/postmortems',
    ).send({});
    const document = await call(
      'get',
      `/postmortems/${written.id}/export?format=markdown`,
    );
    expect(document.text).toContain(
      'Checkout lost half the orders since the deployment of 2.4.1',
    );
    expect(document.text).toContain('I roll back checkout to 2.4.0');
    expect(document.text).toMatch(/ said in a call: /);
    expect(document.text).not.toMatch(/wrote in a call|Chat message in a call/);
    await stop();
  });

  it('reads the JSON of docs/sources/transcripts.md', async () => {
    const { call, upload, stop } = await start('2026-03-02T14:00:00.000Z');
    const [, example] = /```json\n([^]*?)```/.exec(page)!;
    const { body } = await upload(example, 'transcript');
    expect(body).toMatchObject({ created: 2, skipped: [], rejected: [] });
    const evidence = await call('get', '/incidents/INC-42/evidence');
    expect(
      evidence.body.items.map(
        (node: { timestamp: string; payload: { author: object } }) => [
          node.timestamp,
          node.payload.author,
        ],
      ),
    ).toEqual([
      ['2026-03-02T14:03:05.000Z', { name: 'Ada' }],
      [
        '2026-03-02T14:04:10.000Z',
        { name: 'Bob', entityRef: 'user:default/bob' },
      ],
    ]);
    await stop();
  });

  it('has formats as docs/sources/transcripts.md calls them', async () => {
    const { call, stop } = await start('2026-03-02T14:00:00.000Z');
    const { body } = await call('get', '/upload-formats');
    const own = body.items.filter(
      ({ source }: { source: string }) => source === 'transcripts',
    );
    expect(own).toMatchObject([
      { format: 'webvtt', source: 'transcripts' },
      { format: 'transcript', source: 'transcripts' },
    ]);
    for (const { format } of own) {
      expect(page).toContain(`\`${format}\``);
    }
    await stop();
  });
});
