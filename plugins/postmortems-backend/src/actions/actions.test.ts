import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { shopEvidence } from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(30_000);

describe('actions for agents', () => {
  it('read and write as the person that they act for', async () => {
    const { api, server, stop } = await startPostmortems();
    /** Calls an action as the actions service does, for a user. */
    const invoke = async (name: string, input: object, user = 'ada') => {
      const { status, body } = await request(server)
        .post(
          `/api/postmortems/.backstage/actions/v1/actions/postmortems:${name}/invoke`,
        )
        .set(
          'authorization',
          mockCredentials.service.header({
            onBehalfOf: mockCredentials.user(`user:default/${user}`),
            targetPluginId: 'postmortems',
          }),
        )
        .send(input);
      return { status, body, output: body.output };
    };
    const incident = {
      key: 'INC-1',
      title: 'Checkout rejects orders',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:02:00Z',
    };
    const started = await invoke('start-retro', incident);
    expect(started.body).toMatchObject({
      output: { incidentKey: 'INC-1', path: expect.stringMatching(/^\/postm/) },
    });
    const again = await invoke('start-retro', incident);
    expect(again.output.postmortemId).toBe(started.output.postmortemId);
    await api.post('/incidents/INC-1/evidence', { nodes: shopEvidence });
    await api.post('/incidents/INC-1/retrospectives', {});

    const { output: list } = await invoke('list-postmortems', {
      query: 'REJECTS',
      limit: '5',
    });
    expect(list.postmortems).toEqual([
      expect.objectContaining({
        incidentKey: 'INC-1',
        severity: 'sev2',
        unsupportedClaims: 0,
      }),
    ]);
    const { output: postmortem } = await invoke('get-postmortem', {
      id: list.postmortems[0].id,
    });
    expect(postmortem.markdown).toContain('# Checkout rejects orders');
    const fired = postmortem.claims.find(({ text }: { text: string }) =>
      /alert .* fired/.test(text),
    );
    const { output: explained } = await invoke('explain-claim', {
      postmortemId: list.postmortems[0].id,
      claimId: fired.id,
    });
    expect(explained).toMatchObject({
      verdict: 'supported',
      reasons: expect.arrayContaining([
        expect.objectContaining({ check: 'quote', outcome: 'passed' }),
      ]),
      evidence: expect.arrayContaining([
        expect.objectContaining({
          evidenceId: 'alert-1',
          sourceType: 'telemetry',
        }),
      ]),
    });

    // Somebody else's private incident is not there
    await api.post(
      '/incidents',
      { ...incident, key: 'INC-2', visibility: 'private' },
      asUser('ada'),
    );
    const { body: hidden } = await api.post(
      '/incidents/INC-2/retrospectives',
      {},
      asUser('ada'),
    );
    const outsider = await invoke('list-postmortems', {}, 'bob');
    expect(outsider.output.postmortems).toHaveLength(1);
    const refused = await invoke('get-postmortem', { id: hidden.id }, 'bob');
    expect(refused.status).toBe(404);
    const insider = await invoke('get-postmortem', { id: hidden.id }, 'ada');
    expect(insider.status).toBe(200);
    await stop();
  });
});
