import { mockServices } from '@backstage/backend-test-utils';
import { readSlackConfig } from './config';

const PATH = 'postmortems.provenanceRouting.chatSources[0]';

function read(block: object) {
  const chatSources = [{ platform: 'slack', channels: ['ops'], ...block }];
  return readSlackConfig(
    mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { chatSources } } } as never,
    }),
  );
}

describe('readSlackConfig', () => {
  it('reads nothing without a block', () => {
    expect(readSlackConfig(mockServices.rootConfig({ data: {} }))).toEqual([]);
  });

  it('applies defaults, and takes channels with and without a #', () => {
    expect(
      read({ channels: ['#incident-*', 'C012AB3CD'], retentionDays: 30 }),
    ).toEqual([
      {
        path: PATH,
        channels: ['incident-*', 'C012AB3CD'],
        retentionDays: 30,
        apiUrl: 'https://slack.com/api/',
      },
    ]);
  });

  it('ends the address of the API with one slash', () => {
    expect(read({ apiUrl: 'https://proxy.example.com/api' })[0].apiUrl).toBe(
      'https://proxy.example.com/api/',
    );
  });

  it.each([
    [{ channels: [] }, `${PATH}.channels must name at least one channel`],
    [{ channels: ['a b'] }, `${PATH}.channels[0] must be the name or id`],
    [{ token: 'secret' }, `${PATH}.token must be the bot token`],
    [{ signingSecret: '' }, `${PATH}.signingSecret must not be empty`],
    [{ apiUrl: 'slack.com' }, `${PATH}.apiUrl must be the http(s)`],
    [{ apiUrl: 'ftp://slack.com' }, `${PATH}.apiUrl must be the http(s)`],
    [{ apiUrl: 'https://slack.com/?a' }, `${PATH}.apiUrl must have no query`],
    [{ retentionDays: 0 }, `${PATH}.retentionDays must be at least 1`],
    [{ callsPerMinute: 0 }, `${PATH}.callsPerMinute must be above 0`],
    [{ channel: 'ops' }, `${PATH} Unrecognized key: "channel"`],
  ])('rejects %j and names the invalid key', (block, message) => {
    expect(() => read(block)).toThrow(message);
  });
});
