import {
  asMachine,
  asUser,
  startPostmortems,
} from './__testUtils__/testBackend';

jest.setTimeout(20_000);

const incident = {
  key: 'INC-1',
  title: 'Ledger is late',
  severity: 'sev3',
  services: ['Component:Default/Checkout'],
  startedAt: '2026-03-02T14:02:00Z',
  visibility: 'private',
  participants: ['User:Default/Ola.Nordmann@Example.com'],
};
const REF = 'user:default/ola.nordmann@example.com';

describe('people who are named by their address', () => {
  it('read, are found and own in whatever case they are written', async () => {
    const { api, stop } = await startPostmortems();
    const opened = await api.post('/incidents', incident, asMachine());
    expect(opened.status).toBe(201);
    expect(opened.body.participants).toEqual([REF]);
    expect(opened.body.services).toEqual(['component:default/checkout']);

    // As the token of a resolver may name them
    const ola = asUser('Ola.Nordmann@Example.com');
    const read = await api.get('/incidents/INC-1', ola);
    expect(read.status).toBe(200);
    expect((await api.get('/incidents', asUser('mei'))).body.items).toEqual([]);

    const drafted = await api.post('/incidents/INC-1/postmortems', {}, ola);
    expect(drafted.status).toBe(201);
    const item = await api.post(
      `/postmortems/${drafted.body.id}/action-items`,
      {
        title: 'Call the bank',
        type: 'repair',
        owner: 'user:default/Ola.Nordmann@example.com',
        endState: 'The bank has answered',
      },
      ola,
    );
    expect(item.status).toBe(201);

    const found = async (path: string) => {
      const { status, body } = await api.get(path, ola);
      expect([path, status]).toEqual([path, 200]);
      return body.items.length;
    };
    expect(await found(`/action-items?owner=${REF}`)).toBe(1);
    expect(await found(`/action-items?owner=${REF.toUpperCase()}`)).toBe(1);
    expect(await found(`/incidents?entityRef=${REF}`)).toBe(0);
    expect(
      await found(`/postmortems?entityRef=component:default/Checkout`),
    ).toBe(1);
    const { body } = await api.patch(
      '/incidents/INC-1',
      { participants: [REF, 'user:acme/o+oncall@example.com'] },
      ola,
    );
    expect(body.participants).toHaveLength(2);

    await api.post(
      '/incidents',
      { ...incident, key: 'INC-2', participants: [] },
      ola,
    );
    expect(
      (await api.get('/incidents/INC-2', asUser('ola.nordmann@example.com')))
        .status,
    ).toBe(200);
    await stop();
  });
});
