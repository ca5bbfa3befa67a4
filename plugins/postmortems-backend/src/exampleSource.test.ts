import { startTestBackend } from '@backstage/backend-test-utils';
import {
  submitEvidenceNodeSchema,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  postmortemsEvidenceSourceExtensionPoint,
  type EvidenceSource,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { statusPageModule } from './__testUtils__/statusPageModule';

const read = (...file: string[]) =>
  readFileSync(path.join(__dirname, ...file), 'utf8');

describe('evidence source of CONTRIBUTING.md', () => {
  it('equals the tested module', () => {
    expect(read('../../../CONTRIBUTING.md')).toContain(
      read('__testUtils__/statusPageModule.ts'),
    );
  });

  it('returns evidence that the backend accepts', async () => {
    const sources: EvidenceSource[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          postmortemsEvidenceSourceExtensionPoint,
          { addEvidenceSource: source => void sources.push(source) },
        ],
      ],
      features: [statusPageModule],
    });
    const at = '2026-03-02T14:07:00.000Z';
    const fetchUpdates = jest
      .spyOn(global, 'fetch')
      .mockResolvedValue(Response.json([{ at, text: 'Investigating' }]));

    const nodes = await sources[0].collect!({
      incident: { services: ['component:default/checkout'] } as Incident,
      window: { from: new Date(at), to: new Date(at) },
      signal: AbortSignal.timeout(1000),
      restrict: async () => {},
      addEvidence: async () => {},
    });

    fetchUpdates.mockRestore();
    await backend.stop();
    expect(nodes.map(node => submitEvidenceNodeSchema.parse(node))).toEqual([
      expect.objectContaining({ sourceType: 'chat', timestamp: at }),
    ]);
  });
});
