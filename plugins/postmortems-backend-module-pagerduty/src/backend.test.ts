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
  type Incident,
  listClaims,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import pagerDutyModule from '.';
import { event, incidentData } from './__testUtils__/events';
import { FakePagerDuty } from './__testUtils__/FakePagerDuty';
import { fillShop } from './__testUtils__/shop';
import { checkout, people } from './__testUtils__/sourceOf';
import { sign } from './webhook/signature';

jest.setTimeout(60_000);

const SECRET = 's3cret';

async function start(blocks: JsonObject[]) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      pagerDutyModule,
      mockServices.rootConfig.factory({
        data: {
          postmortems: { provenanceRouting: { telemetrySources: blocks } },
        },
      }),
      catalogServiceMock.factory({ entities: [checkout, ...people] }),
    ],
  });
  const call = async (
    method: 'get' | 'post' | 'patch',
    path: string,
    body?: object,
  ) => {
    const answer = await request(backend.server)
      [method](`/api/postmortems/v1${path}`)
      .set('authorization', mockCredentials.service.header())
      .send(body);
    if (answer.status >= 400) {
      throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  const deliver = async (body: string, ...secrets: string[]) => {
    const { status } = await request(backend.server)
      .post('/api/postmortems/webhooks/pagerduty')
      .set('content-type', 'application/json')
      .set('x-pagerduty-signature', sign(Buffer.from(body), ...secrets))
      .send(body);
    return status;
  };
  return { backend, call, deliver };
}

async function until<T>(check: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await check();
    if (found !== undefined) return found;
    await sleep(50);
  }
}

describe('postmortemsModulePagerDuty', () => {
  it('goes from a signed event to sentences of the document', async () => {
    const server = await FakePagerDuty.start();
    fillShop(server);
    const { backend, call, deliver } = await start([
      {
        platform: 'pagerduty',
        apiUrl: server.apiUrl,
        token: 'api-key',
        webhook: { secrets: ['next', SECRET] },
      },
    ]);

    const triggered = event('incident.triggered', '2026-03-02T14:05:01Z');
    expect(await deliver(triggered, 'wrong')).toBe(401);
    expect(await deliver(triggered, 'older', SECRET)).toBe(202);
    expect(await deliver(triggered, SECRET)).toBe(202);
    const acknowledged = event(
      'incident.acknowledged',
      '2026-03-02T14:07:00.3Z',
    );
    expect(await deliver(acknowledged, SECRET)).toBe(202);
    const resolved = event('incident.resolved', '2026-03-02T14:30:00.3Z');
    expect(await deliver(resolved, SECRET)).toBe(202);
    const ping = event('pagey.ping', '2026-03-02T14:30:00Z', { type: 'ping' });
    expect(await deliver(ping, SECRET)).toBe(202);

    const incident = await until<Incident>(async () => {
      const { items } = await call('get', '/incidents');
      return items[0]?.participants.length > 0 && items[0].resolvedAt
        ? items[0]
        : undefined;
    });
    expect(incident).toMatchObject({
      key: 'pagerduty-QSHOP9',
      title: 'Orders fail',
      severity: 'sev2',
      services: ['component:default/shop-checkout'],
      participants: ['user:default/ada'],
    });

    const postmortem: Postmortem = await call(
      'post',
      `/incidents/${incident.key}/postmortems`,
      {},
    );
    const { items: evidence } = (await call(
      'get',
      `/incidents/${incident.key}/evidence`,
    )) as { items: EvidenceNode[] };
    expect(evidence).toHaveLength(10);
    expect(evidence.every(({ sourceUrl }) => sourceUrl)).toBe(true);

    const supported = listClaims(postmortem)
      .filter(({ verdict }) => verdict === 'supported')
      .map(({ text }) => text.replace(/\s/g, ' '));
    expect(supported).toEqual(
      expect.arrayContaining([
        '1 alert fired: CheckoutErrors for shop-checkout.',
        '14:07 UTC: Recorded by PagerDuty for shop-checkout: “Incident #9: Acknowledged by Ada Okafor.”',
        '14:11 UTC: Recorded by PagerDuty for shop-checkout: “Incident #9: Ben Rossi joined as a responder”.',
        expect.stringMatching(
          /^14:12 UTC: Ada Okafor wrote in PagerDuty: “The payment provider refuses our token/,
        ),
      ]),
    );
    expect(JSON.stringify(postmortem)).not.toMatch(
      /could not be collected|not interpreted/,
    );
    expect(server.problems).toEqual([]);
    await backend.stop();
    await server.stop();
  });

  it('keeps a severity that a person set, also one that the urgency would give', async () => {
    const { backend, call, deliver } = await start([
      { platform: 'pagerduty', webhook: { secrets: [SECRET] } },
    ]);
    const path = '/incidents/pagerduty-QSHOP9';
    const send = (type: string, time: string, over: object) =>
      deliver(event(type, `2026-03-02T${time}Z`, incidentData(over)), SECRET);
    const severityWhen = (check: (incident: Incident) => unknown) =>
      until<string>(async () => {
        const { items } = await call('get', '/incidents');
        return items[0] && check(items[0]) ? items[0].severity : undefined;
      });
    await send('incident.triggered', '14:05:01', { priority: null });
    expect(await severityWhen(() => true)).toBe('sev2');

    await call('patch', path, { severity: 'sev1' });
    await call('patch', path, { severity: 'sev2' });
    const milder = { priority: { summary: 'P4' } };
    await send('incident.priority_updated', '14:09:00', milder);
    const isTold = ({ notices }: Incident) => notices?.length;
    expect(await severityWhen(isTold)).toBe('sev2');

    const worse = { priority: { summary: 'P1' } };
    await send('incident.priority_updated', '14:10:00', worse);
    const isTaken = ({ notices }: Incident) => !notices?.length;
    expect(await severityWhen(isTaken)).toBe('sev1');
    await backend.stop();
  });

  it('does nothing without a block', async () => {
    const { backend, deliver } = await start([]);
    expect(await deliver('{}', SECRET)).toBe(404);
    await backend.stop();
  });

  it('stops the start for a wrong configuration', async () => {
    await expect(start([{ platform: 'pagerduty' }])).rejects.toThrow(
      'postmortems.provenanceRouting.telemetrySources[0] needs token',
    );
  });
});
