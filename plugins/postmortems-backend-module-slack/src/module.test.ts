import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { postmortemsModuleSlack } from './module';

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
      postmortemsModuleSlack,
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

describe('postmortemsModuleSlack', () => {
  it('registers nothing without configuration', async () => {
    await expect(startWith()).resolves.toEqual([]);
    await expect(startWith([{ platform: 'teams' }])).resolves.toEqual([]);
  });

  it('registers one source for all workspaces', async () => {
    const block = { platform: 'slack', channels: ['ops-*'] };
    const sources = await startWith([block, { ...block, token: 'xoxb-1' }]);
    expect(sources.map(({ id }) => id)).toEqual(['slack']);
  });

  it('does not start with a wrong key', async () => {
    await expect(
      startWith([{ platform: 'slack', channels: ['ops'], tokn: 'xoxb-1' }]),
    ).rejects.toThrow(
      'postmortems.provenanceRouting.chatSources[0] Unrecognized key: "tokn"',
    );
  });
});
