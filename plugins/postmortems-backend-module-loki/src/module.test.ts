import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The module is tested in its plugin
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import {
  listClaims,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import request from 'supertest';
import lokiModule from '.';
import { FakeLoki, lokiLine } from './__testUtils__/FakeLoki';

jest.setTimeout(120_000);

const at = (minute: number, second = 0) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute, second)).toISOString();

async function start(block: object) {
  const telemetrySources = [{ platform: 'loki', ...block }];
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      lokiModule,
      mockServices.rootConfig.factory({
        data: {
          postmortems: { provenanceRouting: { telemetrySources } },
        } as never,
      }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'checkout', namespace: 'default' },
          },
        ],
      }),
    ],
  });
  const call = async (path: string, body: object) => {
    const answer = await request(backend.server)
      .post(`/api/postmortems/v1${path}`)
      .set('authorization', mockCredentials.service.header())
      .send(body);
    if (answer.status >= 400) {
      throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  return { backend, call };
}

describe('postmortemsModuleLoki', () => {
  it('drafts a sentence from the lines that it asked for', async () => {
    const server = await FakeLoki.start();
    server.lines = [
      lokiLine(at(4, 10), 'payment provider refused the token: error'),
      lokiLine(at(4, 50), 'payment provider refused the token: error'),
      lokiLine(at(5, 10), 'payment provider refused the token: error'),
    ];
    const { backend, call } = await start({
      baseUrl: server.baseUrl,
      auth: { token: server.token },
    });
    await call('/incidents', {
      key: 'INC-1',
      title: 'Checkout fails',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: at(5),
      resolvedAt: at(30),
    });
    const postmortem: Postmortem = await call(
      '/incidents/INC-1/postmortems',
      {},
    );
    const supported = listClaims(postmortem)
      .filter(({ verdict }) => verdict === 'supported')
      .map(({ text }) => text.replace(/\s/g, ' '));
    expect(supported).toContain(
      '14:04 UTC: checkout logged “payment provider refused the token: error” (3 such lines until 14:05 UTC).',
    );
    expect(JSON.stringify(postmortem)).not.toContain('could not be collected');
    await backend.stop();
    await server.stop();
  });

  it('stops the start for a wrong configuration', async () => {
    await expect(start({})).rejects.toThrow(
      'postmortems.provenanceRouting.telemetrySources[0].baseUrl',
    );
  });
});
