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
  listClaims,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import request from 'supertest';
import githubModule from '.';
import { FakeGithub } from './__testUtils__/FakeGithub';
import {
  BAD,
  CHECKOUT,
  fillShop,
  SECRET,
  shopEntities,
} from './__testUtils__/shop';
import { deployment, status } from './__testUtils__/things';
import { sign } from './webhook/signature';

jest.setTimeout(60_000);

async function startWith(github: FakeGithub, blocks: JsonObject[]) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      githubModule,
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            github: [
              {
                host: 'github.com',
                apiBaseUrl: github.apiUrl,
                token: github.token,
              },
            ],
          },
          postmortems: { provenanceRouting: { deploymentSources: blocks } },
        },
      }),
      catalogServiceMock.factory({ entities: shopEntities as never }),
    ],
  });
  const call = async (method: 'get' | 'post', path: string, body?: object) => {
    const answer = await request(backend.server)
      [method](`/api/postmortems/v1${path}`)
      .set('authorization', mockCredentials.service.header())
      .send(body);
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  const deliver = (event: object, secret = SECRET) => {
    const body = JSON.stringify(event);
    return request(backend.server)
      .post('/api/postmortems/webhooks/github')
      .set('content-type', 'application/json')
      .set('x-github-event', 'deployment_status')
      .set('x-github-delivery', '72d3162e-cc78-11e3-81ab-4c9367dc0958')
      .set('x-hub-signature-256', sign(Buffer.from(body), secret))
      .send(body);
  };
  return { backend, call, deliver };
}

describe('the module in the postmortems backend', () => {
  let github: FakeGithub;

  beforeEach(async () => {
    github = await FakeGithub.start();
    fillShop(github);
  });

  afterEach(async () => {
    await github.stop();
    if (github.problems.length > 0) {
      throw new Error(github.problems.join('; '));
    }
  });

  it('keeps a deployment that came before its incident, takes it once, and tells what happened', async () => {
    const { backend, call, deliver } = await startWith(github, [
      { platform: 'github', webhook: { secrets: [SECRET] } },
    ]);
    const event = {
      action: 'created',
      repository: { full_name: 'shop/checkout', default_branch: 'main' },
      deployment: deployment({ id: 2, sha: BAD, at: '2026-03-02T14:00:00Z' }),
      deployment_status: status({
        id: 21,
        state: 'success',
        at: '2026-03-02T14:04:00Z',
      }),
    };
    expect((await deliver(event, 'guess')).status).toBe(401);
    expect((await deliver(event)).body).toEqual({ status: 'accepted' });
    expect((await deliver(event)).body).toEqual({ status: 'duplicate' });

    await call('post', '/incidents', {
      key: 'INC-7',
      title: 'Orders fail',
      severity: 'sev2',
      services: [CHECKOUT],
      startedAt: '2026-03-02T14:02:00.000Z',
      resolvedAt: '2026-03-02T14:40:00.000Z',
    });
    let items: { id: string }[] = [];
    while (items.length < 2) {
      await new Promise(resolve => setTimeout(resolve, 50));
      ({ items } = await call('get', '/incidents/INC-7/evidence'));
    }
    expect(items.map(({ id }) => id)).toEqual([
      `github/deployment/2/21/${CHECKOUT}`,
      `github/deployment-end/2/21/${CHECKOUT}`,
    ]);

    const postmortem: Postmortem = await call(
      'post',
      '/incidents/INC-7/postmortems',
      {},
    );
    const { items: all } = await call('get', '/incidents/INC-7/evidence');
    expect(all).toHaveLength(6);
    const supported = listClaims(postmortem)
      .filter(({ verdict }) => verdict === 'supported')
      .map(({ text }) => text.replace(/\s/g, ' '));
    expect(supported).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          'Version bbbbbbb of checkout was deployed (previously aaaaaaa)',
        ),
        expect.stringContaining(
          'checkout was rolled back to version aaaaaaa (from bbbbbbb)',
        ),
        expect.stringContaining(
          'Pull request #12 "Retry payments" was merged into main',
        ),
      ]),
    );
    expect(JSON.stringify(postmortem)).not.toContain('could not be collected');
    await backend.stop();
  });

  it('does nothing without a block', async () => {
    const { backend, deliver } = await startWith(github, []);
    expect((await deliver({})).status).toBe(404);
    await backend.stop();
  });

  it('stops the start for a wrong configuration', async () => {
    await expect(
      startWith(github, [{ platform: 'github', environment: 'prod' }]),
    ).rejects.toThrow('deploymentSources[0] Unrecognized key: "environment"');
    await expect(
      startWith(github, [{ platform: 'github', host: 'git.example.com' }]),
    ).rejects.toThrow('no integrations.github has the host git.example.com');
  });
});
