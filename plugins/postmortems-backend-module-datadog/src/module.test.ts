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
  type Incident,
  listClaims,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import datadogModule from '.';
import { exampleBlocks, webhookConfiguration } from './__testUtils__/docs';
import { findSchemaProblems } from './__testUtils__/apiDescription';
import { readDatadogConfig } from './config/config';
import { FakeDatadog } from './__testUtils__/FakeDatadog';
import { fillShop } from './__testUtils__/shop';

// Datadog's client takes seconds to load
jest.setTimeout(120_000);

const TOKEN = 'webhook-token';

async function start(blocks: JsonObject[]) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      datadogModule,
      mockServices.rootConfig.factory({
        data: {
          postmortems: { provenanceRouting: { telemetrySources: blocks } },
        },
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

/** What Datadog sends for the documented webhook, with its variables put in. */
function notify(variables: Record<string, string>) {
  const body = JSON.parse(webhookConfiguration().payload) as object;
  return Object.fromEntries(
    Object.entries(body).map(([key, variable]) => [
      key,
      variables[String(variable).slice(1)] ?? '',
    ]),
  );
}

const alert = {
  ALERT_ID: '71',
  ALERT_CYCLE_KEY: '9001',
  ALERT_TRANSITION: 'Triggered',
  ALERT_TITLE: '[P2] [Triggered] Checkout errors',
  ALERT_PRIORITY: 'P2',
  ID: '501',
  DATE: String(Date.parse('2026-03-02T14:05:00.000Z')),
  TAGS: 'env:prod,service:checkout',
  TEXT_ONLY_MSG: 'More than 5 % of orders fail.',
};

const recovery = {
  ...alert,
  ALERT_TRANSITION: 'Recovered',
  ALERT_TITLE: '[P2] [Recovered] Checkout errors',
  ID: '503',
  DATE: String(Date.parse('2026-03-02T14:28:00.000Z')),
};

describe('postmortemsModuleDatadog', () => {
  it('drafts sentences from what it was sent and what it asked for', async () => {
    const server = await FakeDatadog.start();
    fillShop(server);
    const { backend, call } = await start([
      {
        platform: 'datadog',
        apiUrl: server.apiUrl,
        apiKey: 'api-key',
        appKey: 'app-key',
        metrics: ['error_rate', 'latency_p99', 'cpu_utilization'],
        alertWindowMinutes: 120,
        webhook: { token: TOKEN },
      },
    ]);
    const send = (variables: Record<string, string>, token = TOKEN) =>
      request(backend.server)
        .post('/api/postmortems/webhooks/datadog')
        .set('authorization', `Bearer ${token}`)
        .send(notify(variables));

    expect((await send(alert, 'wrong')).status).toBe(401);
    expect((await send(alert)).status).toBe(202);
    expect((await send(recovery)).status).toBe(202);
    let incident: Incident | undefined;
    for (let tries = 0; !incident?.resolvedAt && tries < 200; tries += 1) {
      await sleep(100);
      const { items } = (await call('get', '/incidents')) as {
        items: Incident[];
      };
      [incident] = items;
    }
    expect(incident).toMatchObject({
      title: 'Checkout errors',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:05:00.000Z',
      resolvedAt: '2026-03-02T14:28:00.000Z',
    });

    const postmortem: Postmortem = await call(
      'post',
      `/incidents/${incident!.key}/postmortems`,
      {},
    );
    const claims = listClaims(postmortem);
    const supported = claims
      .filter(({ verdict }) => verdict === 'supported')
      .map(({ text }) => text.replace(/\s/g, ' '));
    expect(supported).toEqual(
      expect.arrayContaining([
        '1 alert fired: Checkout errors for checkout.',
        'error_rate of checkout rose from 1 % to 38 % within 10 minutes (peak at 14:10 UTC) and was back at 1 % at 14:30 UTC.',
        '14:04 UTC: checkout logged “payment provider refused the token” (3 such lines until 14:05 UTC).',
      ]),
    );
    expect(JSON.stringify(postmortem)).not.toContain('could not be collected');
    expect(server.problems).toEqual([]);
    await backend.stop();
    await server.stop();
  });

  it('does nothing without a block', async () => {
    const { backend } = await start([]);
    const answer = await request(backend.server)
      .post('/api/postmortems/webhooks/datadog')
      .send({});
    expect(answer.status).toBe(404);
    await backend.stop();
  });

  it('stops the start for a wrong configuration', async () => {
    await expect(start([{ platform: 'datadog' }])).rejects.toThrow(
      'postmortems.provenanceRouting.telemetrySources[0].apiKey',
    );
  });
});

describe('docs/sources/datadog.md', () => {
  it.each(exampleBlocks())('has a valid example: %j', data => {
    const config = mockServices.rootConfig({ data });
    expect(readDatadogConfig(config)).toHaveLength(1);
  });

  it("fits Datadog's description of a webhook", () => {
    expect(
      findSchemaProblems('WebhooksIntegration', webhookConfiguration()),
    ).toEqual([]);
  });
});
