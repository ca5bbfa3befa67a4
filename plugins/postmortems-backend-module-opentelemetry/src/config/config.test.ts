import { mockServices } from '@backstage/backend-test-utils';
import { readOpenTelemetryConfig } from './config';
import { readTelemetryConfig } from './telemetryConfig';

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

describe('readTelemetryConfig', () => {
  const LIST = 'postmortems.provenanceRouting.telemetrySources[0]';
  const webhook = { token: '0123456789abcdef' };
  const readSources = (block: object) =>
    readTelemetryConfig(
      mockServices.rootConfig({
        data: {
          postmortems: {
            provenanceRouting: {
              telemetrySources: [{ platform: 'opentelemetry', ...block }],
            },
          },
        },
      }),
    );

  it('has defaults', () => {
    expect(readSources({ webhook })).toMatchObject([
      {
        path: LIST,
        signals: ['logs', 'metrics'],
        severity: 'warn',
        environments: ['production', 'prod', 'live'],
        limits: { logGroups: 1000, series: 100, pointsPerSeries: 1000 },
      },
    ]);
  });

  it.each([
    [{}, `${LIST}.webhook`],
    [{ webhook: { token: 'short' } }, `${LIST}.webhook.token must have`],
    [{ webhook, signals: ['traces'] }, `${LIST}.signals[0]`],
    [{ webhook, severity: 'bad' }, `${LIST}.severity`],
    [{ webhook, metrics: [] }, `${LIST}.metrics`],
    [{ webhook, limits: { series: 0 } }, `${LIST}.limits.series`],
    [{ webhook, recoveryMinutes: 61 }, `${LIST}.recoveryMinutes`],
    [{ webhook, query: 'x' }, `${LIST} Unrecognized key: "query"`],
  ])('refuses %j and names the key', (block, message) => {
    expect(() => readSources(block)).toThrow(message);
  });
});
