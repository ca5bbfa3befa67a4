import { shopEvidence, shopTrace } from '../__testUtils__/shopIncident';
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
const claim = {
  kind: 'impact',
  text: 'error_rate of checkout rose from 0.3 % to 34.5 %.',
  spans: [
    { evidenceId: 'errors', pointer: '/points/1/1', quote: '0.003' },
    { evidenceId: 'errors', pointer: '/points/3/1', quote: '0.345' },
  ],
};

describe('verifying claims before anybody writes them', () => {
  it('answers for each claim in its order, and stores nothing', async () => {
    const { api, stop } = await startPostmortems();
    await api.post('/incidents', incident);
    await api.post('/incidents/INC-42/evidence', { nodes: shopEvidence });
    await api.post('/incidents/INC-42/traces', shopTrace);
    const verify = (claims: object[], who?: string) =>
      api.post('/incidents/INC-42/claims/verify', { claims }, who);
    const before = (await api.get('/incidents/INC-42/evidence')).body;

    const { status, body } = await verify([
      claim,
      { ...claim, text: 'error_rate of checkout fell to 34.5 %.' },
      { ...claim, spans: [] },
      {
        kind: 'summary',
        text: 'The incident affected checkout.',
        spans: [
          {
            evidenceId: 'incident-record',
            pointer: '/services/0',
            quote: 'checkout',
          },
        ],
      },
    ]);

    expect(status).toBe(200);
    expect(
      body.results.map(({ verdict }: { verdict: string }) => verdict),
    ).toEqual(['supported', 'contradicted', 'supported', 'unverified']);
    // Evidence that was not cited is found
    expect(body.results[2].spans).toContainEqual(claim.spans[1]);
    for (const { reasons } of body.results) {
      expect(reasons.length).toBeGreaterThan(0);
    }
    expect((await api.get('/incidents/INC-42/evidence')).body).toEqual(before);
    expect((await api.get('/postmortems')).body.items).toEqual([]);

    expect((await verify(Array(1000).fill(claim))).body.results).toHaveLength(
      1000,
    );
    expect((await verify(Array(1001).fill(claim))).status).toBe(400);
    expect((await verify([])).status).toBe(400);
    expect((await verify([{ ...claim, kind: 'guess' }])).status).toBe(400);
    expect((await verify([claim], asUser('eve'))).status).toBe(404);
    await stop();
  });
});
