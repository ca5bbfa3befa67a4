import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readPagerDutyConfig } from './config';

function read(...blocks: JsonObject[]) {
  return readPagerDutyConfig(
    mockServices.rootConfig({
      data: {
        postmortems: {
          provenanceRouting: {
            telemetrySources: blocks.map(block => ({
              platform: 'pagerduty',
              ...block,
            })),
          },
        },
      },
    }),
  );
}

describe('readPagerDutyConfig', () => {
  it('has defaults, and the address of the region', () => {
    expect(read({ token: 'a' })).toMatchObject([
      {
        apiUrl: 'https://api.pagerduty.com',
        limits: { incidents: 20, logEntries: 1000, alerts: 500 },
        defaultSeverity: 'sev3',
        severities: expect.objectContaining({ p1: 'sev1', high: 'sev2' }),
      },
    ]);
    expect(read({ token: 'a', region: 'eu' })).toMatchObject([
      { apiUrl: 'https://api.eu.pagerduty.com' },
    ]);
    expect(
      read({
        token: 'a',
        region: 'eu',
        apiUrl: 'https://proxy.example.com/pd/',
      }),
    ).toMatchObject([{ apiUrl: 'https://proxy.example.com/pd' }]);
  });

  it.each<[JsonObject, string]>([
    [
      {},
      'telemetrySources[0] needs token, to ask PagerDuty, or webhook.secrets',
    ],
    [{ token: '' }, 'telemetrySources[0].token must not be empty'],
    [{ token: 'a', region: 'asia' }, 'region must be us or eu'],
    [
      { token: 'a', apiUrl: 'x' },
      'apiUrl must be the http(s) address of PagerDuty',
    ],
    [
      { token: 'a', apiUrl: 'file:///x' },
      'apiUrl must be the http(s) address of PagerDuty',
    ],
    [
      { webhook: { secrets: [] } },
      'webhook.secrets must have the signing secret',
    ],
    [{ token: 'a', secret: 'b' }, 'Unrecognized key: "secret"'],
    [{ token: 'a', severities: { P1: 'sev9' } }, 'severities.P1'],
  ])('refuses %j', (block, message) => {
    expect(() => read(block)).toThrow(message);
  });

  it('refuses two blocks with one secret', () => {
    const block = { webhook: { secrets: ['a', 'b'] } };
    expect(() => read(block, { webhook: { secrets: ['b'] } })).toThrow(
      'two blocks of PagerDuty have one secret',
    );
    expect(read(block, { webhook: { secrets: ['c'] } })).toHaveLength(2);
  });
});
