import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { rootConfigWith } from './__testUtils__/prometheusConfig';
import { postmortemsModulePrometheus } from './module';

async function startWith(prometheus?: object): Promise<EvidenceSource[]> {
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
      postmortemsModulePrometheus,
      catalogServiceMock.factory(),
      createServiceFactory({
        service: coreServices.rootConfig,
        deps: {},
        factory: () =>
          prometheus
            ? rootConfigWith(prometheus)
            : mockServices.rootConfig({ data: {} }),
      }),
    ],
  });
  await backend.stop();
  return sources;
}

describe('postmortemsModulePrometheus', () => {
  it('registers nothing without configuration', async () => {
    await expect(startWith()).resolves.toEqual([]);
  });

  it('registers one source', async () => {
    const sources = await startWith({ webhook: { token: 'a' } });
    expect(sources.map(source => source.id)).toEqual(['prometheus']);
    expect(sources[0].webhook).toBeDefined();
  });

  it('rejects a webhook without a secret at start', async () => {
    await expect(startWith({ webhook: {} })).rejects.toThrow(
      'postmortems.provenanceRouting.telemetrySources[0].webhook has no secret',
    );
  });
});
