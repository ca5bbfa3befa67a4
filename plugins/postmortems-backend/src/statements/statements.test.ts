import { shopEvidence } from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

const incident = {
  key: 'INC-42',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
  visibility: 'private',
};
const path = (id: string, query = '') =>
  `/incidents/INC-42/evidence/${encodeURIComponent(id)}/statements${query}`;

describe('statements about evidence', () => {
  it('are answered for readers of the evidence, and quote what is asked for', async () => {
    const { api, stop } = await startPostmortems();
    await api.post('/incidents', incident);
    await api.post('/incidents/INC-42/evidence', { nodes: shopEvidence });

    const { status, body } = await api.get(path('chat-1'));
    expect(status).toBe(200);
    expect(body.statements).toEqual([
      {
        text: '14:10 UTC: Ada Okafor wrote in #incident-42: “I think the database of payments is down”.',
        assertions: [expect.objectContaining({ type: 'said' })],
        spans: expect.arrayContaining([
          expect.objectContaining({ pointer: '/text' }),
        ]),
      },
    ]);
    const part = await api.get(path('chat-1', '?quote=the%20database'));
    expect(part.body.statements[0].text).toContain('“the database”');
    expect((await api.get(path('chat-1', '?quote=a%20cat'))).status).toBe(400);
    expect((await api.get(path('chat-1', '?section=end'))).status).toBe(400);
    expect((await api.get(path('incident-record'))).status).toBe(200);
    expect((await api.get(path('gone'))).status).toBe(404);
    expect((await api.get(path('chat-1'), asUser('eve'))).status).toBe(404);
    await stop();
  });

  it('are told as the summary of the template is, when they are for it', async () => {
    const { api, stop } = await startPostmortems();
    // So short that the draft tells its times to the second
    const resolvedAt = '2026-03-02T14:06:00Z';
    await api.post('/incidents', { ...incident, resolvedAt });
    await api.post('/incidents/INC-42/evidence', { nodes: shopEvidence });
    const textOf = async (query: string) =>
      (await api.get(path('alert-2', query))).body.statements[0].text;

    expect(await textOf('?section=impact')).toMatch(/^14:30:00 UTC: /);
    expect(await textOf('?section=summary')).toMatch(/^14:30 UTC: /);
    await stop();
  });
});
