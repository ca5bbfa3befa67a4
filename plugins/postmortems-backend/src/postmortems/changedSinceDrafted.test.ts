import { shopEvidence, shopTrace } from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

const ada = asUser('ada');
const KEY = 'INC-1';

describe('changedSinceDrafted', () => {
  it('lists changed inputs until the postmortem is drafted again', async () => {
    const { api, stop } = await startPostmortems();
    const incident = `/incidents/${KEY}`;
    await api.post(
      '/incidents',
      {
        key: KEY,
        title: 'Checkout rejects orders',
        severity: 'sev1',
        services: ['component:default/checkout'],
        startedAt: '2026-03-02T14:02:00Z',
        resolvedAt: '2026-03-02T14:31:00Z',
      },
      ada,
    );
    const [late, ...nodes] = [...shopEvidence].reverse();
    await api.post(`${incident}/evidence`, { nodes }, ada);
    const { body: first } = await api.post(`${incident}/postmortems`, {}, ada);
    const document = `/postmortems/${first.id}`;
    const change = async () =>
      (await api.get(document, ada)).body.changedSinceDrafted;
    expect(await change()).toBeUndefined();

    // The same evidence again is nothing new
    await api.post(`${incident}/evidence`, { nodes }, ada);
    expect(await change()).toBeUndefined();
    await api.post(`${incident}/evidence`, { nodes: [late] }, ada);
    expect(await change()).toEqual({ evidence: 1 });
    await api.patch(incident, { severity: 'sev2' }, ada);
    expect(await change()).toEqual({
      incident: ['severity'],
      evidence: 1,
    });

    // Words that people write are not written from it
    const [block] = first.sections.find(
      ({ id }: { id: string }) => id === 'summary',
    ).blocks;
    const edited = await api.put(
      `${document}/blocks/${block.id}`,
      {
        baseRevision: first.revision,
        claims: [{ text: 'Orders failed.', kind: 'summary', attest: true }],
      },
      ada,
    );
    expect(edited.status).toBe(200);
    expect(edited.body.changedSinceDrafted).toEqual({
      incident: ['severity'],
      evidence: 1,
    });

    const again = await api.post(`${document}/regenerate`, {}, ada);
    expect(again.status).toBe(200);
    expect(await change()).toBeUndefined();

    // An investigation is evidence too
    const trace = { ...shopTrace, incidentId: KEY };
    expect((await api.post(`${incident}/traces`, trace, ada)).status).toBe(201);
    expect(await change()).toEqual({ evidence: shopTrace.steps.length });
    await stop();
  });
});
