import { mockServices } from '@backstage/backend-test-utils';
import { readGithubConfig } from './config';

const PATH = 'postmortems.provenanceRouting.deploymentSources[0]';

function read(...blocks: object[]) {
  const deploymentSources = blocks.map(block => ({
    platform: 'github',
    ...block,
  }));
  return readGithubConfig(
    mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { deploymentSources } } },
    }),
  );
}

describe('readGithubConfig', () => {
  it('reads nothing without a block', () => {
    expect(readGithubConfig(mockServices.rootConfig({ data: {} }))).toEqual([]);
  });

  it('applies defaults', () => {
    expect(read({})).toEqual([
      {
        path: PATH,
        host: 'github.com',
        collect: true,
        production: ['production', 'prod*'],
        branches: [],
        deployWorkflows: [],
        limits: {
          deployments: 100,
          releases: 50,
          pullRequests: 100,
          workflowRuns: 200,
        },
        logRetentionDays: 90,
        timeoutSeconds: 15,
      },
    ]);
  });

  it.each([
    [{ host: 'https://github.com' }, `${PATH}.host must be a host without`],
    [
      { apiUrl: 'ftp://api' },
      `${PATH}.apiUrl must be the http(s) address of GitHub`,
    ],
    [{ token: ' ' }, `${PATH}.token must not be empty`],
    [
      { webhook: { secrets: [] } },
      `${PATH}.webhook.secrets must have at least`,
    ],
    [{ webhook: { secret: 'x' } }, `${PATH}.webhook`],
    [{ production: [] }, `${PATH}.production must name at least one`],
    [{ branches: [''] }, `${PATH}.branches[0] must not be empty`],
    [{ logRetentionDays: 0 }, `${PATH}.logRetentionDays`],
    [{ collect: false }, `${PATH} brings nothing`],
    [{ environment: 'prod' }, `${PATH} Unrecognized key: "environment"`],
  ])('rejects %j and names the invalid key', (block, message) => {
    expect(() => read(block)).toThrow(message);
  });

  it('rejects a secret of two hosts, because it tells them apart', () => {
    const webhook = { secrets: ['one', 'shared'] };
    const host = 'github.example.com';
    const other = { host, webhook: { secrets: ['shared'] } };
    expect(() => read({ webhook }, other)).toThrow(
      'deploymentSources[1].webhook.secrets has a secret of postmortems.provenanceRouting.deploymentSources[0]: give each host its own',
    );
    expect(
      read({ webhook }, { ...other, webhook: { secrets: ['two'] } }),
    ).toHaveLength(2);
  });

  it('rejects a second block of a host', () => {
    expect(() => read({}, {})).toThrow('deploymentSources[1].host github.com');
  });
});
