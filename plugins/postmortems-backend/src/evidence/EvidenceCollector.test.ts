import { mockServices } from '@backstage/backend-test-utils';
import {
  PartialEvidenceError,
  type EvidenceSource,
} from '@postmortems/backstage-plugin-postmortems-node';
import { testIncident } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { EvidenceCollector } from './EvidenceCollector';

jest.setTimeout(20_000);

const databases = createTestDatabases();

const incident = {
  key: 'HOOK-1',
  title: 'From a webhook',
  severity: 'sev2' as const,
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00.000Z',
  visibility: 'public' as const,
  participants: [],
};
const node = (id: string) => ({
  id,
  sourceType: 'telemetry' as const,
  timestamp: '2026-03-02T14:10:00.000Z',
  payload: { kind: 'log', message: `line ${id}` },
  metadata: { service: 'checkout' },
});

describe('EvidenceCollector', () => {
  it('stores the evidence of a source and reports what the source could not collect', async () => {
    let error: Error | undefined = new PartialEvidenceError(
      'half of it timed out',
      [node('partial')],
    );
    const source: EvidenceSource = {
      id: 'metrics',
      collect: async () => {
        if (error) throw error;
        return [node('partial'), node('whole')];
      },
    };
    const { api, stop } = await startPostmortems({ sources: [source] });
    await api.post('/incidents', incident);
    const { body: draft } = await api.post('/incidents/HOOK-1/postmortems', {});
    const write = async () => {
      const { body } = await api.post(
        `/postmortems/${draft.id}/regenerate`,
        {},
        asUser('ada'),
      );
      return JSON.stringify(
        body.sections.find(({ id }: { id: string }) => id === 'notChecked'),
      );
    };

    expect(await write()).toContain('half of it timed out');
    expect(await write()).toContain('half of it timed out');
    error = undefined;
    expect(await write()).not.toContain('half of it timed out');
    const { body } = await api.get('/incidents/HOOK-1/evidence');
    expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual([
      'collection/metrics/1',
      'collection/metrics/2',
      'partial',
      'whole',
    ]);
    await stop();
  });

  it('adds what was offered before it asks the sources', async () => {
    const { stores } = await createTestStores(databases, 'SQLITE_3');
    const order: string[] = [];
    const collector = new EvidenceCollector({
      evidence: stores.evidence,
      incidents: { restrict: async () => {} },
      logger: mockServices.logger.mock(),
      assignOffered: async key => {
        order.push(`offered to ${key}`);
      },
      sources: [
        {
          id: 'metrics',
          collect: async () => {
            order.push('asked');
            return [];
          },
        },
      ],
    });
    await collector.collect({ incident: testIncident(), actor: 'test' });
    expect(order).toEqual(['offered to INC-1', 'asked']);
  });

  it('asks for what went on around the incident, and for changes of the day before', async () => {
    const { stores } = await createTestStores(databases, 'SQLITE_3');
    const collect = jest.fn(async () => []);
    const collector = new EvidenceCollector({
      evidence: stores.evidence,
      incidents: { restrict: async () => {} },
      logger: mockServices.logger.mock(),
      assignOffered: async () => {},
      sources: [{ id: 'metrics', collect }],
    });
    const resolvedAt = '2026-03-02T15:00:00.000Z';
    await collector.collect({
      incident: testIncident({ resolvedAt }),
      actor: 'test',
    });
    expect(collect).toHaveBeenCalledWith(
      expect.objectContaining({
        window: {
          changesFrom: new Date('2026-03-01T14:00:00.000Z'),
          from: new Date('2026-03-02T12:00:00.000Z'),
          to: new Date('2026-03-02T16:00:00.000Z'),
        },
      }),
    );
  });

  it('keeps what a source added before it failed', async () => {
    const source: EvidenceSource = {
      id: 'chat',
      async collect({ addEvidence }) {
        await addEvidence([node('first-page')]);
        throw new Error('the second page timed out');
      },
    };
    const { api, stop } = await startPostmortems({ sources: [source] });
    await api.post('/incidents', incident);
    await api.post('/incidents/HOOK-1/postmortems', {});
    const { body } = await api.get('/incidents/HOOK-1/evidence');
    expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual([
      'collection/chat/1',
      'first-page',
    ]);
    await stop();
  });
});
