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
import webhookModule from '.';
import { entities } from './__testUtils__/sourceOf';

jest.setTimeout(60_000);

const block = (name: string, more: object) => ({
  platform: 'webhook',
  name,
  auth: { token: { value: `${name}-token` } },
  ...more,
});

const deploymentSources = [
  block('ci', {
    mappings: [
      {
        kind: 'deployment',
        time: '/at',
        service: '/service',
        version: '/version',
        result: '/result',
      },
    ],
  }),
  block('runbooks', {
    title: 'the runbooks',
    mappings: [
      {
        kind: 'runbook_step',
        time: '/at',
        incident: '/incident',
        service: '/service',
        title: 'Step "{/step}": {/result}',
      },
    ],
  }),
];

describe('the module in the postmortems backend', () => {
  it('goes from the webhooks of two senders to sentences', async () => {
    const backend = await startTestBackend({
      features: [
        postmortemsPlugin,
        webhookModule,
        mockServices.rootConfig.factory({
          data: { postmortems: { provenanceRouting: { deploymentSources } } },
        }),
        catalogServiceMock.factory({ entities: entities as never }),
      ],
    });
    const call = async (
      method: 'get' | 'post',
      path: string,
      body?: object,
    ) => {
      const answer = await request(backend.server)
        [method](`/api/postmortems/v1${path}`)
        .set('authorization', mockCredentials.service.header())
        .send(body);
      expect(answer.status).toBeLessThan(300);
      return answer.body;
    };
    const deliver = (name: string, body: object, token = `${name}-token`) =>
      request(backend.server)
        .post(`/api/postmortems/webhooks/${name}`)
        .set('authorization', `Bearer ${token}`)
        .send(body);

    const deployed = {
      at: '2026-03-02T14:00:00Z',
      service: 'checkout',
      version: '2.4.1',
      result: 'success',
    };
    const step = {
      at: '2026-03-02T14:20:00Z',
      service: 'checkout',
      incident: 'INC-7',
      step: 'Promote the replica',
      result: 'succeeded',
    };
    expect((await deliver('ci', deployed, 'runbooks-token')).status).toBe(401);
    expect((await deliver('ci', deployed)).body.status).toBe('accepted');
    expect((await deliver('ci', deployed)).body.status).toBe('duplicate');
    expect((await deliver('runbooks', step)).body.status).toBe('accepted');
    expect((await deliver('unknown', step)).status).toBe(404);

    await call('post', '/incidents', {
      key: 'INC-7',
      title: 'Orders fail',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:02:00.000Z',
      resolvedAt: '2026-03-02T14:40:00.000Z',
    });
    let items = [];
    while (items.length < 2) {
      await new Promise(resolve => setTimeout(resolve, 50));
      ({ items } = await call('get', '/incidents/INC-7/evidence'));
    }
    const postmortem: Postmortem = await call(
      'post',
      '/incidents/INC-7/postmortems',
      {},
    );
    const supported = listClaims(postmortem)
      .filter(({ verdict }) => verdict === 'supported')
      .map(({ text }) => text.replace(/\s/g, ' '));
    expect(supported).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Version 2.4.1 of checkout was deployed'),
        expect.stringContaining(
          'Recorded by the runbooks for checkout: “Step "Promote the replica": succeeded”',
        ),
      ]),
    );
    expect(JSON.stringify(postmortem)).not.toContain('not interpreted');
    await backend.stop();
  });
});
