import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type EvidenceSource,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { postmortemsModuleOpenTelemetry } from './module';

async function startWith(
  agentTraces?: object,
  telemetrySources?: object[],
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
      postmortemsModuleOpenTelemetry,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          postmortems: { provenanceRouting: { agentTraces, telemetrySources } },
        } as never,
      }),
    ],
  });
  await backend.stop();
  return sources;
}

describe('postmortemsModuleOpenTelemetry', () => {
  it('registers nothing without configuration', async () => {
    await expect(startWith()).resolves.toEqual([]);
    await expect(startWith({ platform: 'aurora' })).resolves.toEqual([]);
  });

  it('takes webhooks with a token only', async () => {
    const [without] = await startWith({ platform: 'opentelemetry' });
    expect([without.id, without.webhook]).toEqual(['opentelemetry', undefined]);
    const [withToken] = await startWith([
      { platform: 'opentelemetry', webhook: { token: '0123456789abcdef' } },
    ]);
    expect(withToken.webhook).toBeDefined();
  });

  it('collects with a block of telemetrySources only', async () => {
    const block = {
      platform: 'opentelemetry',
      webhook: { token: '0123456789abcdef' },
    };
    const [spansOnly] = await startWith(block);
    expect(spansOnly.collect).toBeUndefined();
    const [telemetry] = await startWith(undefined, [block]);
    expect(telemetry.webhook).toBeDefined();
    expect(telemetry.collect).toBeDefined();
  });

  it('does not start with a wrong key', async () => {
    await expect(
      startWith({ platform: 'opentelemetry', licence: 'MIT' }),
    ).rejects.toThrow('agentTraces Unrecognized key: "licence"');
  });
});
