import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { grafanaRootConfig } from '../__testUtils__/grafanaSource';
import { readGrafanaConfig } from './config';

const read = (block: object) => readGrafanaConfig(grafanaRootConfig(block));
const PATH = 'postmortems.provenanceRouting.telemetrySources[0]';

describe('readGrafanaConfig', () => {
  it('has defaults', () => {
    expect(
      read({
        baseUrl: 'https://grafana.example.com/',
        webhook: { hmac: { secret: 'a' } },
      }),
    ).toMatchObject({
      baseUrl: 'https://grafana.example.com',
      contactPoint: 'postmortems',
      pollMinutes: 2,
      ignoredAlerts: expect.arrayContaining(['Watchdog', 'TestAlert']),
      annotations: {
        limit: 500,
        deploymentTags: ['deploy', 'deployment', 'release', 'rollback'],
      },
      webhook: { hmac: { header: 'x-grafana-alerting-signature' } },
    });
  });

  it.each([
    ['nothing to do', {}, `${PATH} has neither webhook nor baseUrl`],
    [
      'a webhook without a secret',
      { webhook: {} },
      `${PATH}.webhook has no secret: set hmac, token or basicAuth`,
    ],
    [
      'an address that is none',
      { baseUrl: 'grafana' },
      `${PATH}.baseUrl must be the http(s) address of Grafana`,
    ],
    [
      'a password in the address',
      { baseUrl: 'https://a:b@grafana.example.com' },
      `${PATH}.baseUrl must have no query, fragment, braces or password`,
    ],
    [
      'a header that is none',
      { webhook: { hmac: { secret: 'a', timestampHeader: 'X Time' } } },
      `${PATH}.webhook.hmac.timestampHeader must be the name of a header`,
    ],
    [
      'an unknown key',
      { baseUrl: 'https://grafana.example.com', instances: [] },
      `${PATH} Unrecognized key: "instances"`,
    ],
  ])('refuses %s', (_, block, message) => {
    expect(() => read(block)).toThrow(message);
  });

  it('refuses a second block', () => {
    const block = { platform: 'grafana', webhook: { token: 'a' } };
    const config = mockServices.rootConfig({
      data: {
        postmortems: {
          provenanceRouting: { telemetrySources: [block, block] },
        },
      },
    });
    expect(() => readGrafanaConfig(config)).toThrow(
      'a second block of grafana',
    );
  });
});

describe('docs/sources/grafana.md', () => {
  const page = readFileSync(
    resolve(__dirname, '../../../../docs/sources/grafana.md'),
    'utf8',
  );
  const [config, contactPoint] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, text]) => parse(text),
  );

  it('has a configuration that is read, and a contact point that fits it', () => {
    const { webhook, contactPoint: name } = readGrafanaConfig(
      mockServices.rootConfig({ data: config }),
    )!;
    const [point] = contactPoint.contactPoints;
    const [{ settings }] = point.receivers;
    expect(point.name).toBe(name);
    expect(settings.hmacConfig.timestampHeader.toLowerCase()).toBe(
      webhook!.hmac!.timestampHeader,
    );
  });
});
