import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

const REASON = 'Messages of the private channel #ops-sec are evidence.';
const incident = {
  key: 'INC-1',
  title: 'Slow',
  severity: 'sev2' as const,
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00.000Z',
  visibility: 'public' as const,
  participants: ['user:default/ada'],
};

/** Each call brings evidence from the private channel that its body names. */
const chat: EvidenceSource = {
  id: 'chat',
  webhook: {
    authenticate: async ({ rawBody }) => ({
      deliveryId: `${Date.now()}-${rawBody.length}`,
      reply: { contentType: 'text/plain', body: 'Working on it' },
    }),
    process: async ({ body }, access) => {
      await access.createIncident(incident);
      await access.restrict('INC-1', JSON.parse(body).reason);
    },
  },
};

describe('evidence from where fewer people are', () => {
  it('makes the incident private once, says why, and a person decides otherwise', async () => {
    const { server, api, stop } = await startPostmortems({ sources: [chat] });
    const bring = async (reason: string, after: () => Promise<boolean>) => {
      const answer = await request(server)
        .post('/api/postmortems/webhooks/chat')
        .send({ reason });
      expect([answer.status, answer.text]).toEqual([200, 'Working on it']);
      while (!(await after())) await new Promise(r => setTimeout(r, 30));
    };
    const read = async () => (await api.get('/incidents/INC-1')).body;
    const isPrivate = async () => (await read()).visibility === 'private';

    await bring(REASON, isPrivate);
    expect((await read()).notices).toEqual([
      expect.objectContaining({
        source: 'chat',
        code: 'restricted',
        message: REASON,
      }),
    ]);

    const made = await api.patch(
      '/incidents/INC-1',
      { visibility: 'public' },
      asUser('ada'),
    );
    expect(made.status).toBe(200);
    expect((await read()).notices).toBeUndefined();
    // Asked for the same, then for something else: the first changes nothing
    await bring(REASON, async () => true);
    await bring('Another private channel', isPrivate);
    const restricted = await api.get(
      '/audit?incident=INC-1&action=incident.restrict',
      asUser('ada'),
    );
    expect(restricted.body.items).toHaveLength(2);
    await stop();
  });
});
