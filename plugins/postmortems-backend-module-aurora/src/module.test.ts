import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { postmortemsModuleAurora } from './module';

async function startWith(agentTraces?: object): Promise<EvidenceSource[]> {
  const sources: EvidenceSource[] = [];
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'postmortems',
        register(reg) {
          reg.registerExtensionPoint(postmortemsEvidenceSourceExtensionPoint, {
            addEvidenceSource: source => sources.push(source),
          });
          reg.registerInit({ deps: {}, async init() {} });
        },
      }),
      postmortemsModuleAurora,
      mockServices.rootConfig.factory({
        data: { postmortems: { provenanceRouting: { agentTraces } } } as never,
      }),
    ],
  });
  await backend.stop();
  return sources;
}

describe('postmortemsModuleAurora', () => {
  it('registers nothing without configuration', async () => {
    await expect(startWith()).resolves.toEqual([]);
    await expect(startWith({ platform: 'other' })).resolves.toEqual([]);
  });

  it('takes webhooks with a token only', async () => {
    const [without] = await startWith({ platform: 'aurora' });
    expect([without.id, without.webhook]).toEqual(['aurora', undefined]);
    const [withToken] = await startWith([
      { platform: 'aurora', webhook: { token: '0123456789abcdef' } },
    ]);
    expect(withToken.webhook).toBeDefined();
  });

  it('does not start with a wrong key', async () => {
    await expect(
      startWith({ platform: 'aurora', licence: 'MIT' }),
    ).rejects.toThrow('agentTraces Unrecognized key: "licence"');
  });
});
