import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
// The module is tested in its plugin
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import {
  type EvidenceNode,
  listClaims,
} from '@postmortems/backstage-plugin-postmortems-common';
import request from 'supertest';
import kubernetesModule from '.';
import { FakeKubernetes } from './__testUtils__/FakeKubernetes';
import { event, shopComponent, shopObjects } from './__testUtils__/shop';

jest.setTimeout(60_000);

async function start(blocks: JsonObject[]) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      kubernetesModule,
      mockServices.rootConfig.factory({
        data: {
          postmortems: { provenanceRouting: { deploymentSources: blocks } },
        },
      }),
      catalogServiceMock.factory({ entities: [shopComponent] }),
    ],
  });
  const call = async (method: 'get' | 'post', path: string, body?: object) => {
    const answer = await request(backend.server)
      [method](`/api/postmortems/v1${path}`)
      .set('authorization', mockCredentials.service.header())
      .send(body);
    if (answer.status >= 400) {
      throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  return { backend, call };
}

describe('postmortemsModuleKubernetes', () => {
  it('goes from a cluster and a file to sentences of the document', async () => {
    const server = await FakeKubernetes.start();
    server.objects = shopObjects();
    const { backend, call } = await start([
      {
        platform: 'kubernetes',
        url: server.url,
        serviceAccountToken: 'account-token',
      },
    ]);
    await call('post', '/incidents', {
      key: 'INC-7',
      title: 'Orders fail',
      severity: 'sev2',
      services: ['component:default/shop-checkout'],
      startedAt: '2026-03-02T14:02:00.000Z',
      resolvedAt: '2026-03-02T14:30:00.000Z',
    });
    const saved = event('saved', '14:06:00', {
      reason: 'OOMKilling',
      message: 'Memory cgroup out of memory: Killed process 41 (node)',
    });
    await call('post', '/incidents/INC-7/uploads/kubernetes-json', {
      kind: 'EventList',
      items: [saved],
    });
    const postmortem = await call('post', '/incidents/INC-7/postmortems', {});
    const { items } = (await call('get', '/incidents/INC-7/evidence')) as {
      items: EvidenceNode[];
    };
    // With the version of the morning, which was made 13 hours before the start
    expect(items).toHaveLength(8);
    const supported = listClaims(postmortem)
      .filter(({ verdict }) => verdict === 'supported')
      .map(({ text }) => text.replace(/\s/g, ' '))
      .join('\n');
    expect(supported).toMatch(/14:00 UTC: Version 2\.4\.1 of shop-checkout/);
    expect(supported).toMatch(/14:25 UTC: .* rolled back to version 2\.4\.0/);
    expect(supported).toContain('“Back-off restarting failed container app”');
    expect(supported).toContain(
      '“Memory cgroup out of memory: Killed process 41',
    );
    await backend.stop();
    await server.stop();
  });

  it('stops the start for a wrong configuration', async () => {
    await expect(start([{ platform: 'kubernetes', url: 'x' }])).rejects.toThrow(
      'postmortems.provenanceRouting.deploymentSources[0].url',
    );
  });
});
