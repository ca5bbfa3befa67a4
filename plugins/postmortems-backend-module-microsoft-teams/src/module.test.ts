import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { postmortemsModuleMicrosoftTeams } from './module';

async function startWith(chatSources?: object[]): Promise<EvidenceSource[]> {
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
      postmortemsModuleMicrosoftTeams,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          postmortems: { provenanceRouting: { chatSources } },
        } as never,
      }),
    ],
  });
  await backend.stop();
  return sources;
}

describe('postmortemsModuleMicrosoftTeams', () => {
  it('registers nothing without configuration', async () => {
    await expect(startWith()).resolves.toEqual([]);
    await expect(startWith([{ platform: 'slack' }])).resolves.toEqual([]);
  });

  const block = {
    platform: 'microsoft_teams',
    tenantId: '2432b57b-0abd-43db-aa7b-16eadd115d34',
    clientId: 'ddb80e06-92f3-4978-bc22-a0eee85e6a9e',
    teams: ['fbe2bf47-16c8-47cf-b4a5-4b9b187c508b'],
    channels: ['ops-*'],
  };

  it('registers one source for all tenants', async () => {
    const sources = await startWith([block, { ...block, clientSecret: 'x' }]);
    expect(sources.map(({ id }) => id)).toEqual(['microsoft_teams']);
  });

  it('does not start with a wrong key', async () => {
    await expect(startWith([{ ...block, secret: 'x' }])).rejects.toThrow(
      'postmortems.provenanceRouting.chatSources[0] Unrecognized key: "secret"',
    );
  });
});
