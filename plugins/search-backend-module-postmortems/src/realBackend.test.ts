import { mockServices } from '@backstage/backend-test-utils';
import allowAllPolicy from '@backstage/plugin-permission-backend-module-allow-all-policy';
// The only test of both together
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import { incident, startRealBackend } from './__testUtils__/realBackend';
import { eventually, titlesOf } from './__testUtils__/searchBackend';
import searchPolicy from './__testUtils__/searchPolicy';

jest.setTimeout(60_000);

const errorRate = {
  id: 'errors',
  sourceType: 'telemetry',
  timestamp: '2026-03-02T14:35:00.000Z',
  metadata: { service: 'component:default/checkout' },
  payload: {
    kind: 'metric',
    metric: 'error_rate',
    unit: 'ratio',
    points: [
      ['2026-03-02T14:00:00.000Z', 0.003],
      ['2026-03-02T14:12:00.000Z', 0.345],
    ],
  },
};
const spans = [
  { evidenceId: 'errors', pointer: '/points/0/1', quote: '0.003' },
  { evidenceId: 'errors', pointer: '/points/1/1', quote: '0.345' },
];

type Backend = Awaited<ReturnType<typeof startRealBackend>>;

/** Opens the incident in the name of a machine and has its postmortem written. */
async function writePostmortem({ call }: Backend) {
  expect((await call('post', '/incidents', incident)).status).toBe(201);
  await call('post', '/incidents/INC-1/evidence', { nodes: [errorRate] });
  const { body } = await call('post', '/incidents/INC-1/postmortems', {});
  return body;
}

describe('search with the real postmortems backend', () => {
  it('finds supported claims, and none that are contradicted or unsupported', async () => {
    const backend = await startRealBackend({
      features: [postmortemsPlugin, allowAllPolicy],
    });
    const { id, revision, sections } = await writePostmortem(backend);
    const [{ blocks }] = sections.filter(
      (section: { id: string }) => section.id === 'summary',
    );
    const claim = { kind: 'summary', spans };
    const { status, body } = await backend.call(
      'put',
      `/postmortems/${id}/blocks/${blocks[0].id}`,
      {
        baseRevision: revision,
        claims: [
          {
            ...claim,
            text: 'error_rate of checkout rose from 0.3 % to 34.5 %.',
          },
          { ...claim, text: 'error_rate of checkout fell to 34.5 %.' },
          { ...claim, spans: [], text: 'A whale bit the cable.' },
        ],
      },
      backend.guest,
    );
    expect([status, body.error]).toEqual([200, undefined]);
    expect(
      body.sections
        .flatMap((section: (typeof sections)[0]) => section.blocks)
        .find((block: { id: string }) => block.id === blocks[0].id)
        .claims.map(({ verdict }: { verdict: string }) => verdict),
    ).toEqual(['supported', 'contradicted', 'unsupported']);

    await backend.collate();
    await eventually(async () => {
      const [document] = (await backend.search('Zanzibarian')) ?? [];
      expect(document).toMatchObject({
        location: `/postmortems/${id}`,
        incidentKey: 'INC-1',
        status: 'draft',
        severity: 'sev2',
        services: ['component:default/checkout'],
        startedAt: '2026-03-02T14:02:00.000Z',
      });
      expect(document.text).toContain('rose from 0.3 % to 34.5 %');
      expect(document.text).not.toMatch(/fell to|whale/);
    });
    await backend.stop();
  });

  it('drops an incident soon after it becomes private, and finds it again once public', async () => {
    const backend = await startRealBackend({
      features: [postmortemsPlugin, allowAllPolicy],
    });
    const { search, call } = backend;
    await writePostmortem(backend);
    await backend.collate();
    const expectFound = (titles: string[]) =>
      eventually(async () => {
        expect(titlesOf(await search('Zanzibarian'))).toEqual(titles);
      });
    await expectFound([incident.title]);

    await call('patch', '/incidents/INC-1', { visibility: 'private' });
    await expectFound([]);

    await call('patch', '/incidents/INC-1', { visibility: 'public' });
    await expectFound([incident.title]);
    await backend.stop();
  });

  it.each([
    [
      'until the next collation, under a policy without conditions',
      allowAllPolicy,
      1,
    ],
    [
      'not once, under the policy that has each result checked',
      searchPolicy,
      0,
    ],
  ])(
    'drops an incident that has become private without an event, %s',
    async (_, policy, count) => {
      const backend = await startRealBackend({
        features: [postmortemsPlugin, policy],
        events: mockServices.events.mock().factory,
      });
      const { search, call, guest } = backend;
      await writePostmortem(backend);
      await backend.collate();
      await eventually(async () => {
        expect(await search('Zanzibarian')).toHaveLength(1);
      });

      const changed = await call('patch', '/incidents/INC-1', {
        visibility: 'private',
        participants: ['user:default/guest'],
      });
      expect(changed.status).toBe(200);

      expect(await search('Zanzibarian')).toHaveLength(count);
      // The policy narrows what search answers, not what people may read
      const read = await call('get', '/incidents/INC-1', undefined, guest);
      expect(read.status).toBe(200);
      await backend.stop();
    },
  );
});
