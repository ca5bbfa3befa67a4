import { mockServices } from '@backstage/backend-test-utils';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

const incident = {
  key: 'INC-42',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
};
const notes = '/incidents/INC-42/notes';

async function start() {
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({
      success: async () => {},
      fail: async () => {},
    })),
  });
  const backend = await startPostmortems({ auditor });
  await backend.api.post('/incidents', incident);
  return { ...backend, auditor };
}

describe('notes of people', () => {
  it('are evidence with author and time, are audited, and can be stated', async () => {
    const { api, auditor, stop } = await start();
    const { status, body: node } = await api.post(
      notes,
      {
        text: ' The till was dark. ',
        at: '2026-03-02T14:05:00Z',
        service: 'component:default/till',
      },
      asUser('mei'),
    );

    expect(status).toBe(201);
    expect(node).toMatchObject({
      id: expect.stringMatching(/^note\/[0-9a-f-]{36}$/),
      sourceType: 'chat',
      provider: 'backstage',
      timestamp: '2026-03-02T14:05:00.000Z',
      metadata: { service: 'component:default/till' },
      payload: {
        kind: 'message',
        author: { id: 'user:default/mei', name: 'Mei Tan' },
        text: 'The till was dark.',
      },
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'note-add' }),
    );
    const { body } = await api.get(
      `/incidents/INC-42/evidence/${encodeURIComponent(node.id)}/statements`,
    );
    expect(body.statements).toEqual([
      expect.objectContaining({
        text: '14:05 UTC: Mei Tan wrote: “The till was dark.”',
      }),
    ]);
    await stop();
  });

  it('are refused to machines, without words, and in the future', async () => {
    const { api, stop } = await start();
    const text = 'It rained.';

    expect((await api.post(notes, { text })).status).toBe(403);
    expect((await api.post(notes, { text: ' ' }, asUser('mei'))).status).toBe(
      400,
    );
    const at = new Date(Date.now() + 86_400_000).toISOString();
    expect((await api.post(notes, { text, at }, asUser('mei'))).status).toBe(
      400,
    );
    expect(
      (await api.post('/incidents/INC-9/notes', { text }, asUser('mei')))
        .status,
    ).toBe(404);
    await stop();
  });
});
