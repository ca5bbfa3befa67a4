import { mockServices } from '@backstage/backend-test-utils';
import { readTeamsConfig } from './config';

const PATH = 'postmortems.provenanceRouting.chatSources[0]';
const ID = '2432b57b-0abd-43db-aa7b-16eadd115d34';

function read(block: object) {
  const chatSources = [
    {
      platform: 'microsoft_teams',
      tenantId: ID,
      clientId: ID,
      teams: [ID],
      channels: ['ops'],
      ...block,
    },
  ];
  return readTeamsConfig(
    mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { chatSources } } } as never,
    }),
  );
}

describe('readTeamsConfig', () => {
  it('reads nothing without a block', () => {
    expect(readTeamsConfig(mockServices.rootConfig({ data: {} }))).toEqual([]);
  });

  it('applies defaults', () => {
    expect(read({ channels: ['Incident *'] })).toEqual([
      {
        path: PATH,
        tenantId: ID,
        clientId: ID,
        teams: [ID],
        channels: ['Incident *'],
        baseUrl: 'https://graph.microsoft.com',
        authorityUrl: 'https://login.microsoftonline.com',
        scope: 'https://graph.microsoft.com/.default',
      },
    ]);
  });

  it('reads meetings alone', () => {
    const meetings = { organizers: [ID.toUpperCase()], subjects: ['*'] };
    expect(
      read({ teams: undefined, channels: undefined, meetings })[0].meetings,
    ).toEqual({ organizers: [ID], subjects: ['*'] });
  });

  it('cuts what a file has around the secret', () => {
    expect(read({ clientSecret: 's3cret\n' })[0].clientSecret).toBe('s3cret');
  });

  it.each([
    [{ channels: [] }, `${PATH}.channels must name at least one channel`],
    [{ channels: [' '] }, `${PATH}.channels[0] must be the name or id`],
    [{ teams: ['Shop'] }, `${PATH}.teams[0] must be the id of a team`],
    [{ teams: [] }, `${PATH}.teams must have the id of at least one team`],
    [{ tenantId: 'contoso' }, `${PATH}.tenantId must be the directory`],
    [
      { meetings: { organizers: [ID] } },
      `${PATH}.meetings.subjects must name subjects`,
    ],
    [{ clientSecret: '' }, `${PATH}.clientSecret must not be empty`],
    [{ baseUrl: 'ftp://x.example' }, `${PATH}.baseUrl must be the http(s)`],
    // A variable that was not set
    [{ baseUrl: 'https://x.example/{PATH}' }, `${PATH}.baseUrl must have no`],
    [{ authorityUrl: 'http://x.example' }, `${PATH}.authorityUrl must be the`],
    [{ scope: 'User.Read' }, `${PATH}.scope must be the address`],
    [{ retentionDays: 0 }, `${PATH}.retentionDays must be at least 1`],
    [
      { meetings: { organizers: ['ada@example.com'] } },
      `${PATH}.meetings.organizers[0] must be the object id`,
    ],
    [{ team: ID }, `${PATH} Unrecognized key: "team"`],
  ])('rejects %j and names the invalid key', (block, message) => {
    expect(() => read(block)).toThrow(message);
  });
});
