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
import argoCdModule from '.';
import { FakeArgoCd } from './__testUtils__/FakeArgoCd';
import {
  application,
  notificationOf,
  shopComponent,
} from './__testUtils__/shop';

jest.setTimeout(60_000);

async function start(blocks: JsonObject[]) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      argoCdModule,
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
  const notify = async (body: string, token: string) => {
    const { status } = await request(backend.server)
      .post('/api/postmortems/webhooks/argocd')
      .set('content-type', 'application/json')
      .set('authorization', `Bearer ${token}`)
      .send(body);
    return status;
  };
  return { backend, call, notify };
}

describe('postmortemsModuleArgoCd', () => {
  it('goes from a notification to sentences of the document', async () => {
    const server = await FakeArgoCd.start();
    server.applications = [application()];
    const { backend, call, notify } = await start([
      {
        platform: 'argocd',
        baseUrl: server.baseUrl,
        token: 'api-token',
        webhook: { token: 'w' },
      },
    ]);
    const body = notificationOf(application());
    expect(await notify(body, 'wrong')).toBe(401);
    expect(await notify(body, 'w')).toBe(202);
    expect(await notify(body, 'w')).toBe(202);
    await call('post', '/incidents', {
      key: 'INC-7',
      title: 'Orders fail',
      severity: 'sev2',
      services: ['component:default/shop-checkout'],
      startedAt: '2026-03-02T14:02:00.000Z',
      resolvedAt: '2026-03-02T14:30:00.000Z',
    });
    const postmortem = await call('post', '/incidents/INC-7/postmortems', {});
    const { items } = (await call('get', '/incidents/INC-7/evidence')) as {
      items: EvidenceNode[];
    };
    expect(items.map(({ payload }) => payload.kind)).toEqual([
      'deployment',
      'rollback',
    ]);
    const supported = listClaims(postmortem)
      .filter(({ verdict }) => verdict === 'supported')
      .map(({ text }) => text.replace(/\s/g, ' '))
      .join('\n');
    expect(supported).toMatch(
      /Version bbbbbbb of shop-checkout \(checkout\) was deployed/,
    );
    expect(supported).toMatch(/rolled back to version aaaaaaa/);
    expect(server.problems).toEqual([]);
    await backend.stop();
    await server.stop();
  });

  it('stops the start for a wrong configuration', async () => {
    await expect(start([{ platform: 'argocd' }])).rejects.toThrow(
      'postmortems.provenanceRouting.deploymentSources[0].baseUrl',
    );
  });
});
