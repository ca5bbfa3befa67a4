import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { rootConfigWith } from '../__testUtils__/prometheusConfig';
import { readPrometheusConfig } from './config';

const read = (block: object) => readPrometheusConfig(rootConfigWith(block));

describe('readPrometheusConfig', () => {
  it('returns undefined without the block', () => {
    expect(
      readPrometheusConfig(mockServices.rootConfig({ data: {} })),
    ).toBeUndefined();
  });

  it('says where a block from before the list of sources belongs', () => {
    expect(() =>
      readPrometheusConfig(
        mockServices.rootConfig({
          data: { postmortems: { prometheus: { webhook: { token: 'a' } } } },
        }),
      ),
    ).toThrow(
      'postmortems.prometheus has moved; write it as a block with platform: prometheus of postmortems.provenanceRouting.telemetrySources',
    );
  });

  it('refuses a second block', () => {
    const block = { platform: 'prometheus', webhook: { token: 'a' } };
    expect(() =>
      readPrometheusConfig(
        mockServices.rootConfig({
          data: {
            postmortems: {
              provenanceRouting: { telemetrySources: [block, block] },
            },
          },
        }),
      ),
    ).toThrow('telemetrySources[1] is a second block of prometheus');
  });

  it('applies defaults', () => {
    const config = read({
      webhook: { token: 's3cret' },
      instances: [
        {
          baseUrl: 'https://metrics.example.com/prom/',
          externalUrl: 'https://prom.example.com/',
          queries: [{ name: 'up', query: 'up{service="$service"}' }],
        },
      ],
    });
    expect(config).toMatchObject({
      webhook: { token: 's3cret', allowUnauthenticated: false },
      serviceLabels: expect.arrayContaining(['deployment', 'service', 'job']),
      severityLabel: 'severity',
      severities: { critical: 'sev1', page: 'sev2', warning: 'sev3' },
      ignoredAlerts: ['Watchdog', 'InfoInhibitor', 'DeadMansSwitch'],
      flapWindowMinutes: 60,
      alertmanagers: [],
      defaultSeverity: 'sev4',
      instances: [
        {
          baseUrl: 'https://metrics.example.com/prom',
          externalUrl: 'https://prom.example.com',
          alertWindowMinutes: 120,
          recoveryMinutes: 15,
          stepSeconds: 15,
        },
      ],
    });
    expect(config?.instances[0].queries[0].query.render('a')).toBe(
      'up{service="a"}',
    );
  });

  it.each([
    [
      { webhook: {} },
      'postmortems.provenanceRouting.telemetrySources[0].webhook has no secret: set token or basicAuth',
    ],
    [
      {
        webhook: { token: 'a', basicAuth: { username: 'b', password: 'c' } },
      },
      'postmortems.provenanceRouting.telemetrySources[0].webhook has both token and basicAuth',
    ],
    [{ webhook: { token: '' } }, 'webhook.token must not be empty'],
    [
      { instances: [{ baseUrl: 'file:///etc' }] },
      'instances[0].baseUrl must be the http(s) address of Prometheus',
    ],
    [
      { instances: [{ baseUrl: 'https://a:b@example.com' }] },
      'instances[0].baseUrl must have no query, fragment, braces or password',
    ],
    [
      {
        instances: [
          {
            baseUrl: 'https://example.com',
            queries: [{ name: 'a', query: 'up{$service}' }],
          },
        ],
      },
      'instances[0].queries[0].query has $service outside double quotes',
    ],
    [
      {
        instances: [
          {
            baseUrl: 'https://example.com',
            queries: [
              { name: 'a', query: 'b' },
              { name: 'a', query: 'c' },
            ],
          },
        ],
      },
      'instances[0].queries has two queries of one name',
    ],
    [{ severities: { critical: 'bad' } }, 'severities.critical'],
    [{ serviceLabel: 'app' }, 'Unrecognized key: "serviceLabel"'],
  ])('rejects %j and names the invalid key', (prometheus, message) => {
    expect(() => read(prometheus)).toThrow(message);
  });

  it('adds severities to the usual ones', () => {
    expect(
      read({ severities: { gold: 'sev1', info: 'none' } })?.severities,
    ).toMatchObject({ gold: 'sev1', info: 'none', critical: 'sev1' });
  });

  it('accepts a webhook without a secret only with allowUnauthenticated', () => {
    expect(read({ webhook: { allowUnauthenticated: true } })?.webhook).toEqual({
      allowUnauthenticated: true,
    });
  });
});

describe('docs/sources/prometheus.md', () => {
  const page = readFileSync(
    path.resolve(__dirname, '../../../../docs/sources/prometheus.md'),
    'utf8',
  );
  const [config, alertmanager] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, text]) => parse(text),
  );

  it('has a configuration that is read, and a receiver that fits it', () => {
    const { alertmanagers, instances } = readPrometheusConfig(
      mockServices.rootConfig({ data: config }),
    )!;
    expect(instances[0].queries).toHaveLength(1);
    const names = alertmanager.receivers.map(
      ({ name }: { name: string }) => name,
    );
    const { route } = alertmanager;
    expect(names).toEqual([route.receiver, route.routes[0].receiver]);
    expect(names).toContain(alertmanagers[0].receiver);
  });
});
