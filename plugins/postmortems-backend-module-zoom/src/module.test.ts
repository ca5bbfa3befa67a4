import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { postmortemsModuleZoom } from './module';

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
      postmortemsModuleZoom,
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

describe('postmortemsModuleZoom', () => {
  const block = {
    platform: 'zoom',
    accountId: 'a',
    clientId: 'c',
    clientSecret: 's',
    topics: ['incident-*'],
  };

  it('registers nothing without configuration', async () => {
    await expect(startWith()).resolves.toEqual([]);
    await expect(startWith([{ platform: 'slack' }])).resolves.toEqual([]);
  });

  it('registers one source for all accounts', async () => {
    const sources = await startWith([block, { ...block, accountId: 'b' }]);
    expect(sources.map(({ id }) => id)).toEqual(['zoom']);
  });

  it('does not start with a wrong key', async () => {
    await expect(startWith([{ ...block, tokn: 'x' }])).rejects.toThrow(
      'postmortems.provenanceRouting.chatSources[0] Unrecognized key: "tokn"',
    );
  });
});
