import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { postmortemsModulePrometheus } from './module';

async function startWith(
  telemetrySources: object[] = [],
): Promise<EvidenceSource[]> {
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
      mockServices.rootConfig.factory({
        data: {
          postmortems: { provenanceRouting: { telemetrySources } },
        } as never,
      }),
    ],
  });
  await backend.stop();
  return sources;
}

const PROMETHEUS = { platform: 'prometheus', webhook: { token: 'a' } };
const GRAFANA = { platform: 'grafana', webhook: { token: 'b' } };

describe('postmortemsModulePrometheus', () => {
  it('registers nothing without configuration', async () => {
    await expect(startWith()).resolves.toEqual([]);
  });

  it('registers one source', async () => {
    const sources = await startWith([PROMETHEUS]);
    expect(sources.map(source => source.id)).toEqual(['prometheus']);
    expect(sources[0].webhook).toBeDefined();
  });

  it('rejects a webhook without a secret at start', async () => {
    await expect(
      startWith([{ platform: 'prometheus', webhook: {} }]),
    ).rejects.toThrow(
      'postmortems.provenanceRouting.telemetrySources[0].webhook has no secret',
    );
  });

  it('registers Grafana alone, and beside Prometheus', async () => {
    const alone = await startWith([GRAFANA]);
    expect(alone.map(source => source.id)).toEqual(['grafana']);
    const both = await startWith([GRAFANA, PROMETHEUS]);
    expect(both.map(source => source.id)).toEqual(['prometheus', 'grafana']);
  });
});
