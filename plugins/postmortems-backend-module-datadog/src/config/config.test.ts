import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readDatadogConfig } from './config';

const keys = { apiKey: 'a', appKey: 'b' };

function read(...blocks: JsonObject[]) {
  return readDatadogConfig(
    mockServices.rootConfig({
      data: {
        postmortems: {
          provenanceRouting: {
            telemetrySources: blocks.map(block => ({
              platform: 'datadog',
              ...block,
            })),
          },
        },
      },
    }),
  );
}

describe('readDatadogConfig', () => {
  it('applies defaults', () => {
    expect(read(keys)).toEqual([
      expect.objectContaining({
        path: 'postmortems.provenanceRouting.telemetrySources[0]',
        site: 'datadoghq.com',
        apiUrl: 'https://api.datadoghq.com',
        appUrl: 'https://app.datadoghq.com',
        alertWindowMinutes: 120,
        retentionDays: 15,
        limits: {
          events: 500,
          monitors: 500,
          incidents: 20,
          logs: 2000,
          metrics: 50,
        },
        metrics: [
          expect.objectContaining({ name: 'error_rate' }),
          expect.objectContaining({ name: 'latency_p99' }),
          expect.objectContaining({ name: 'cpu_utilization' }),
        ],
      }),
    ]);
  });

  it.each([
    ['datadoghq.eu', 'https://app.datadoghq.eu'],
    ['us5.datadoghq.com', 'https://us5.datadoghq.com'],
  ])('knows the pages of the site %s', (site, appUrl) => {
    expect(read({ ...keys, site })[0]).toMatchObject({
      apiUrl: `https://api.${site}`,
      appUrl,
    });
  });

  it('replaces a built-in query by an own one', () => {
    const own = { name: 'error_rate', query: 'avg:my.errors{app:$service}' };
    expect(read({ ...keys, metrics: [own, 'latency_p95'] })[0].metrics).toEqual(
      [own, expect.objectContaining({ name: 'latency_p95' })],
    );
  });

  it.each<[JsonObject, string]>([
    [{ apiKey: 'a' }, 'telemetrySources[0].appKey'],
    [{ ...keys, apiKey: ' ' }, 'telemetrySources[0].apiKey must not be empty'],
    [
      { ...keys, metrics: ['errors'] },
      'telemetrySources[0].metrics[0] "errors" has no built-in query; write { name, query }, or one of error_rate,',
    ],
    [
      { ...keys, metrics: [{ name: 'a', query: 'errors' }] },
      'is no metric query of Datadog',
    ],
    [
      {
        ...keys,
        metrics: ['error_rate', { name: 'error_rate', query: 'a{*}' }],
      },
      'telemetrySources[0].metrics has two metrics of one name',
    ],
    [
      { ...keys, site: 'https://datadoghq.eu' },
      'telemetrySources[0].site must be a site of Datadog without https://',
    ],
    [
      { ...keys, apiUrl: 'ftp://x' },
      'telemetrySources[0].apiUrl must be the http(s) address of Datadog',
    ],
    [
      { ...keys, apiUrl: 'api.example.com' },
      'telemetrySources[0].apiUrl must be the http(s) address of Datadog',
    ],
    [{ ...keys, limits: { log: 1 } }, 'Unrecognized key: "log"'],
    [
      { ...keys, webhook: { token: '' } },
      'telemetrySources[0].webhook.token must not be empty',
    ],
  ])('rejects %j and names the invalid key', (block, message) => {
    expect(() => read(block)).toThrow(message);
  });

  it('rejects two blocks with one token', () => {
    const block = { ...keys, webhook: { token: 't' } };
    expect(() => read(block, block)).toThrow('give each its own');
    expect(read(block, { ...keys, webhook: { token: 'u' } })).toHaveLength(2);
  });
});
