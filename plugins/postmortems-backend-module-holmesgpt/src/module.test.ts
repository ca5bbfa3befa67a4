import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { postmortemsModuleHolmesGpt } from './module';

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
      postmortemsModuleHolmesGpt,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: { postmortems: { provenanceRouting: { agentTraces } } } as never,
      }),
    ],
  });
  await backend.stop();
  return sources;
}

describe('postmortemsModuleHolmesGpt', () => {
  it('registers nothing without configuration', async () => {
    await expect(startWith()).resolves.toEqual([]);
    await expect(startWith({ platform: 'aurora' })).resolves.toEqual([]);
  });

  it('takes webhooks with a token only', async () => {
    const [without] = await startWith({ platform: 'holmesgpt' });
    expect([without.id, without.webhook]).toEqual(['holmesgpt', undefined]);
    const [withToken] = await startWith([
      { platform: 'holmesgpt', webhook: { token: '0123456789abcdef' } },
    ]);
    expect(withToken.webhook).toBeDefined();
  });

  it('does not start with a wrong key', async () => {
    await expect(
      startWith({ platform: 'holmesgpt', licence: 'MIT' }),
    ).rejects.toThrow('agentTraces Unrecognized key: "licence"');
  });
});
