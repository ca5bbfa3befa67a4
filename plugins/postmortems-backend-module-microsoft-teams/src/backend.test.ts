import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The module runs in a backend with the plugin that it extends
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import request from 'supertest';
import { CLIENT, TENANT } from './__testUtils__/FakeEntra';
import { FakeGraph } from './__testUtils__/FakeGraph';
import { postmortemsModuleMicrosoftTeams } from './module';

jest.setTimeout(60_000);

const TEAM = 'fbe2bf47-16c8-47cf-b4a5-4b9b187c508b';
const ADA = '8ea0e38b-efb3-4757-924a-5f94061cf8c2';

describe('the module in the postmortems backend', () => {
  it('goes from a message in a private channel to a sentence that few may read', async () => {
    const graph = await FakeGraph.start({ now: Date.now });
    const startedAt = new Date(Date.now() - 3 * 60 * 60 * 1000);
    const minute = (count: number) =>
      new Date(startedAt.getTime() + count * 60_000).toISOString();
    graph.users.set(ADA, { displayName: 'Ada Lovelace' });
    graph.add(TEAM, {
      id: '19:inc42@thread.tacv2',
      displayName: 'incident-INC-42',
      membershipType: 'private',
      messages: [
        {
          id: '1616965872395',
          createdDateTime: minute(5),
          from: { application: null, user: { id: ADA, displayName: 'Ada' } },
          body: {
            contentType: 'html',
            content: '<p>I roll <b>checkout</b> back to 2.4.0</p>',
          },
        },
      ],
    });
    const backend = await startTestBackend({
      features: [
        postmortemsPlugin,
        postmortemsModuleMicrosoftTeams,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'checkout', namespace: 'default' },
            },
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: {
                name: 'ada',
                namespace: 'default',
                annotations: { 'graph.microsoft.com/user-id': ADA },
              },
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://backstage.example.com' },
            postmortems: {
              provenanceRouting: {
                chatSources: [
                  {
                    platform: 'microsoft_teams',
                    tenantId: TENANT,
                    clientId: CLIENT,
                    clientSecret: graph.entra.secret,
                    teams: [TEAM],
                    channels: ['incident-*'],
                    baseUrl: graph.url,
                    authorityUrl: graph.url,
                  },
                ],
              },
            },
          },
        }),
      ],
    });
    const call = (method: 'get' | 'post', path: string) =>
      request(backend.server)
        [method](`/api/postmortems/v1${path}`)
        .set('authorization', mockCredentials.user.header('user:default/ada'));

    await call('post', '/incidents')
      .send({
        key: 'INC-42',
        title: 'Checkout loses orders',
        severity: 'sev2',
        services: ['component:default/checkout'],
        startedAt: startedAt.toISOString(),
        resolvedAt: minute(60),
      })
      .expect(201);
    const { body: written } = await call(
      'post',
      '/incidents/INC-42/postmortems',
    ).send({});
    const { body: evidence } = await call('get', '/incidents/INC-42/evidence');
    expect(evidence.items).toMatchObject([
      {
        provider: 'microsoft_teams',
        payload: {
          text: 'I roll checkout back to 2.4.0',
          private: true,
          author: {
            id: ADA,
            name: 'Ada Lovelace',
            entityRef: 'user:default/ada',
          },
        },
      },
    ]);
    const { body: incident } = await call('get', '/incidents/INC-42');
    expect(incident.visibility).toBe('private');
    const document = await call(
      'get',
      `/postmortems/${written.id}/export?format=markdown`,
    );
    expect(document.text).toContain('I roll checkout back to 2.4.0');
    await backend.stop();
    await graph.stop();
    expect(graph.requestProblems).toEqual([]);
  });
});
