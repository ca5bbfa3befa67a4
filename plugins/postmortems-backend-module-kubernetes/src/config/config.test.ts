import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readKubernetesConfig } from './config';

const url = 'https://kubernetes.example.com:6443/';

function read(block: JsonObject) {
  return readKubernetesConfig(
    mockServices.rootConfig({
      data: {
        postmortems: {
          provenanceRouting: {
            deploymentSources: [{ platform: 'kubernetes', ...block }],
          },
        },
      },
    }),
  );
}

describe('readKubernetesConfig', () => {
  it('has defaults', () => {
    expect(read({ url, serviceAccountToken: 'a' })).toEqual([
      {
        path: 'postmortems.provenanceRouting.deploymentSources[0]',
        url: 'https://kubernetes.example.com:6443',
        serviceAccountToken: 'a',
        eventTtlMinutes: 60,
        pollWarnings: true,
        limits: { events: 1000 },
        timeoutSeconds: 15,
      },
    ]);
    expect(read({})).toHaveLength(1);
  });

  it.each<[JsonObject, string]>([
    [
      { url: 'x' },
      'deploymentSources[0].url must be the http(s) address of the API server',
    ],
    [{ url }, 'needs serviceAccountToken to ask the API server'],
    [{ caData: 'bm8=' }, 'caData must be a certificate, PEM in base64'],
    [{ skipTLSVerify: true }, 'Unrecognized key: "skipTLSVerify"'],
  ])('refuses %j', (block, message) => {
    expect(() => read(block)).toThrow(message);
  });
});
