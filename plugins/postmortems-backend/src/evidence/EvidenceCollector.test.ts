import {
  PartialEvidenceError,
  type EvidenceSource,
} from '@postmortems/backstage-plugin-postmortems-node';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

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
});
