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
  type Incident,
  listClaims,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { FakeGrafana, stateChange } from '../__testUtils__/FakeGrafana';
import {
  type GrafanaAlert,
  grafanaNotification,
} from '../__testUtils__/grafanaNotifications';
import prometheusModule from '..';
import { signatureOf } from './checkSignature';

jest.setTimeout(120_000);

const SECRET = 'hmac-secret';
const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute)).toISOString();

async function start(grafana: FakeGrafana) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      prometheusModule,
      mockServices.rootConfig.factory({
        data: {
          postmortems: {
            provenanceRouting: {
              telemetrySources: [
                {
                  platform: 'grafana',
                  webhook: { hmac: { secret: SECRET } },
                  baseUrl: grafana.baseUrl,
                  auth: { token: grafana.token },
                },
              ],
            },
          },
        },
      }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'basket', namespace: 'default' },
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
  const notify = (alerts: GrafanaAlert[], secret = SECRET) => {
    const body = grafanaNotification(alerts);
    const rawBody = Buffer.from(body);
    return request(backend.server)
      .post('/api/postmortems/webhooks/grafana')
      .set('content-type', 'application/json')
      .set('x-grafana-alerting-signature', signatureOf({ rawBody, secret }))
      .send(body);
  };
  return { backend, call, notify };
}

describe('Grafana in the postmortems backend', () => {
  it('drafts sentences from what it was sent and what it asked for', async () => {
    const grafana = await FakeGrafana.start();
    grafana.annotations = [
      {
        id: 11,
        time: Date.parse(at(0)),
        tags: ['deployment', 'service:basket', 'version:1.4.2'],
        text: 'Deployed by the pipeline',
      },
      stateChange({ id: 1, at: at(5), from: 'Pending', to: 'Alerting' }),
      stateChange({
        id: 2,
        at: at(8),
        from: 'Normal',
        to: 'Alerting',
        rule: 'Basket latency',
      }),
    ];
    const { backend, call, notify } = await start(grafana);
    const alert = { startsAt: at(5) };
    const blind = {
      name: 'DatasourceNoData',
      labels: { rulename: 'Basket orders' },
      startsAt: at(9),
    };
    expect((await notify([alert], 'wrong')).status).toBe(401);
    expect((await notify([alert])).status).toBe(202);
    expect((await notify([alert])).status).toBe(202);
    expect((await notify([blind])).status).toBe(202);
    expect((await notify([{ ...alert, endsAt: at(28) }])).status).toBe(202);
    let incident: Incident | undefined;
    let evidence: { id: string }[] = [];
    const deadline = Date.now() + 30_000;
    while (
      (!incident?.resolvedAt || evidence.length < 3) &&
      Date.now() < deadline
    ) {
      await sleep(100);
      const { items } = (await call('get', '/incidents')) as {
        items: Incident[];
      };
      [incident] = items;
      if (!incident) continue;
      evidence = (await call('get', `/incidents/${incident.key}/evidence`))
        .items;
    }
    expect(incident).toMatchObject({
      title: 'Orders fail',
      services: ['component:default/basket'],
      startedAt: at(5),
      resolvedAt: at(28),
    });
    expect(evidence).toHaveLength(3);

    const postmortem: Postmortem = await call(
      'post',
      `/incidents/${incident!.key}/postmortems`,
      {},
    );
    const supported = listClaims(postmortem)
      .filter(({ verdict }) => verdict === 'supported')
      .map(({ text }) => text.replace(/\s/g, ' '));
    expect(supported).toEqual(
      expect.arrayContaining([
        'GF-c018552846 (sev1) affected basket for 23 minutes, from 2026-03-02 14:05 UTC to 14:28 UTC.',
        '2 alerts fired: Checkout errors for basket and Basket latency for basket.',
        '14:00 UTC: Version 1.4.2 of basket was deployed: “Deployed by the pipeline”, 5 minutes before the incident started.',
        '14:08 UTC: The alert Basket latency for basket fired.',
        '14:09 UTC: Platform event for basket (DatasourceNoData): “Grafana had no data for the alert rule Basket orders.”',
        '14:28 UTC: The alert Checkout errors for basket was resolved.',
      ]),
    );
    expect(JSON.stringify(postmortem)).not.toContain('could not be collected');
    await backend.stop();
    await grafana.stop();
  });
});
