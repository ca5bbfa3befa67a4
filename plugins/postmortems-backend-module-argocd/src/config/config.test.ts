import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readArgoCdConfig } from './config';

const baseUrl = 'https://argocd.example.com/';

function read(...blocks: JsonObject[]) {
  return readArgoCdConfig(
    mockServices.rootConfig({
      data: {
        postmortems: {
          provenanceRouting: {
            deploymentSources: blocks.map(block => ({
              platform: 'argocd',
              ...block,
            })),
          },
        },
      },
    }),
  );
}

describe('readArgoCdConfig', () => {
  it('has defaults', () => {
    expect(read({ baseUrl, token: 'a' })).toEqual([
      {
        path: 'postmortems.provenanceRouting.deploymentSources[0]',
        baseUrl: 'https://argocd.example.com',
        token: 'a',
        maxApplications: 50,
        timeoutSeconds: 15,
      },
    ]);
  });

  it.each<[JsonObject, string]>([
    [
      { token: 'a' },
      'deploymentSources[0].baseUrl must be the http(s) address of Argo CD',
    ],
    [
      { baseUrl: 'x', token: 'a' },
      'baseUrl must be the http(s) address of Argo CD',
    ],
    [{ baseUrl }, 'deploymentSources[0] needs token, to ask Argo CD'],
    [{ baseUrl, token: '' }, 'token must not be empty'],
    [{ baseUrl, token: 'a', url: 'b' }, 'Unrecognized key: "url"'],
  ])('refuses %j', (block, message) => {
    expect(() => read(block)).toThrow(message);
  });

  it('refuses two blocks with one token for webhooks', () => {
    const block = { baseUrl, webhook: { token: 'a' } };
    expect(() => read(block, block)).toThrow('one webhook.token');
  });
});
