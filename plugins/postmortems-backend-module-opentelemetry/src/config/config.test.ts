import { mockServices } from '@backstage/backend-test-utils';
import { readOpenTelemetryConfig } from './config';

const PATH = 'postmortems.provenanceRouting.agentTraces';

function read(agentTraces: unknown) {
  return readOpenTelemetryConfig(
    mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { agentTraces } } } as never,
    }),
  );
}

describe('readOpenTelemetryConfig', () => {
  it('reads a block of its own, or its blocks of a list', () => {
    const block = { platform: 'opentelemetry', license: 'CC-BY-4.0' };
    expect(read(block)).toEqual([
      { license: 'CC-BY-4.0', incidentAttribute: 'postmortems.incident' },
    ]);
    expect(read([{ platform: 'aurora' }, block])).toHaveLength(1);
    expect(read({ platform: 'aurora', url: 1 })).toEqual([]);
  });

  it.each([
    [{ license: 'ours' }, `${PATH}.license must be an SPDX license`],
    [{ webhook: { token: 'short' } }, `${PATH}.webhook.token must have`],
    [{ incidentAttribute: '' }, `${PATH}.incidentAttribute must be`],
    [{ webhook: {} }, `${PATH}.webhook.token`],
    [{ licence: 'MIT' }, `${PATH} Unrecognized key: "licence"`],
  ])('refuses %j and names the key', (block, message) => {
    expect(() => read({ platform: 'opentelemetry', ...block })).toThrow(
      message,
    );
  });
});
