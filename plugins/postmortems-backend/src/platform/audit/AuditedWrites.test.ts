import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { auditTrail } from '../../__testUtils__/auditTrail';
import { asUser, startPostmortems } from '../../__testUtils__/testBackend';
import { AuditedWrites } from './AuditedWrites';

jest.setTimeout(20_000);

const incident = {
  key: 'INC-1',
  title: 'Checkout rejects orders',
  severity: 'sev2' as const,
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00.000Z',
};

describe('AuditedWrites', () => {
  it('audits each write with its outcome', async () => {
    const { auditor, entries } = auditTrail();
    const writes = new AuditedWrites({ auditor });
    const write = { eventId: 'incident-create', meta: { a: 'b' }, actor: 'me' };

    expect(await writes.run(write, async () => 7)).toBe(7);
    await expect(
      writes.run(write, async () => {
        throw new Error('cut off');
      }),
    ).rejects.toThrow('cut off');
    const entry = {
      eventId: 'incident-create',
      meta: { a: 'b', actor: 'me' },
      requested: false,
    };
    expect(entries).toEqual([
      { ...entry, outcome: 'succeeded' },
      { ...entry, outcome: 'failed' },
    ]);
  });

  it('has the same event ids for people, agents and webhooks', async () => {
    let finished = () => {};
    const source: EvidenceSource = {
      id: 'hook',
      webhook: {
        authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
        process: async (_, access) => {
          await access.createIncident({
            ...incident,
            key: 'HOOK-1',
            visibility: 'public',
            participants: [],
          });
          await access.addEvidence('HOOK-1', []);
          await access.updateIncident('HOOK-1', { title: 'Changed' });
          finished();
        },
      },
    };
    const { auditor, entries } = auditTrail();
    const { api, invoke, server, stop } = await startPostmortems({
      sources: [source],
      auditor,
    });
    const told = () => entries.splice(0, entries.length);

    await api.post('/incidents', incident, asUser('ada'));
    await api.post('/incidents/INC-1/postmortems', {}, asUser('ada'));
    const byRequest = { requested: true, outcome: 'succeeded' };
    expect(told()).toEqual(
      ['incident-create', 'postmortem-create'].map(eventId => ({
        eventId,
        meta: { incidentKey: 'INC-1' },
        ...byRequest,
      })),
    );

    await invoke('start-retro', { ...incident, key: 'INC-2' }, 'ada');
    await invoke('start-retro', { ...incident, title: 'Another' }, 'ada');
    const byAda = (incidentKey: string) => ({
      meta: { incidentKey, actor: 'user:default/ada' },
      requested: false,
    });
    expect(told()).toEqual([
      {
        eventId: 'incident-create',
        ...byAda('INC-2'),
        outcome: 'succeeded',
      },
      {
        eventId: 'postmortem-create',
        ...byAda('INC-2'),
        outcome: 'succeeded',
      },
      { eventId: 'incident-create', ...byAda('INC-1'), outcome: 'failed' },
    ]);

    const deliver = async (id: string) => {
      const done = new Promise<void>(resolve => {
        finished = resolve;
      });
      await request(server)
        .post('/api/postmortems/webhooks/hook')
        .set('content-type', 'text/plain')
        .send(id);
      await done;
      return told().map(({ eventId, meta, requested, outcome }) => {
        expect({ meta, requested, outcome }).toEqual({
          meta: { incidentKey: 'HOOK-1', actor: 'source:hook' },
          requested: false,
          outcome: 'succeeded',
        });
        return eventId;
      });
    };
    const writes = ['evidence-submit', 'incident-update'];
    expect(await deliver('first')).toEqual(['incident-create', ...writes]);
    // The second one finds the incident: nothing is opened, so nothing is told
    // of it
    expect(await deliver('second')).toEqual(writes);
    await stop();
  });
});
