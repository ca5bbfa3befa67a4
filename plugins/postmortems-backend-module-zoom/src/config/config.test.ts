import { mockServices } from '@backstage/backend-test-utils';
import { readZoomConfig } from './config';

const app = {
  platform: 'zoom',
  accountId: 'a',
  clientId: 'c',
  clientSecret: 's',
  topics: ['incident-*'],
};
const read = (block: object) =>
  readZoomConfig(
    mockServices.rootConfig({
      data: {
        postmortems: { provenanceRouting: { chatSources: [block] } },
      } as never,
    }),
  );

describe('readZoomConfig', () => {
  it('has defaults, and leaves other platforms alone', () => {
    expect(read(app)).toMatchObject([
      {
        baseUrl: 'https://api.zoom.us/v2',
        tokenUrl: 'https://zoom.us/oauth/token',
        timeoutSeconds: 15,
      },
    ]);
    expect(read({ platform: 'slack' })).toEqual([]);
  });

  it.each([
    [{ accountId: undefined }, 'accountId must be the account ID'],
    [{ clientSecret: undefined }, 'clientSecret must be the client secret'],
    [{ clientSecret: ' ' }, 'clientSecret must not be empty'],
    [{ webhookSecretToken: '' }, 'webhookSecretToken must not be empty'],
    [{ topics: [] }, 'topics must name at least one topic'],
    [{ users: ['a/b'] }, 'users[0] must be the e-mail address or id'],
    [{ retentionDays: 0 }, 'retentionDays must be at least 1'],
    [
      { baseUrl: 'ftp://x' },
      "baseUrl must be the http(s) address of Zoom's API",
    ],
    [{ tokenUrl: 'https://zoom.us/?a=b' }, 'tokenUrl must have no query'],
    [{ meetings: ['x'] }, 'Unrecognized key: "meetings"'],
  ])('refuses %j', (wrong, message) => {
    expect(() => read({ ...app, ...wrong })).toThrow(
      message.startsWith('Unrecognized')
        ? message
        : `postmortems.provenanceRouting.chatSources[0].${message}`,
    );
  });
});
