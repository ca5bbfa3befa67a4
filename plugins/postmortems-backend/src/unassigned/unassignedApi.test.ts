import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  incidentUpdatePermission,
  sourceReadPermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  EvidenceSource,
  OfferedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(60_000);

const ada = asUser('ada');
const incident = {
  key: 'INC-1',
  title: 'Checkout is slow',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00.000Z',
  resolvedAt: '2026-03-02T15:00:00.000Z',
};
const offer = (
  id: string,
  rest: Partial<OfferedEvidence> = {},
): OfferedEvidence => ({
  node: {
    id,
    sourceType: 'deployment',
    timestamp: '2026-03-02T13:50:00.000Z',
    payload: { kind: 'deployment', name: 'checkout', version: '2.4.1' },
    metadata: { service: 'checkout' },
  },
  ...rest,
});
/** A delivery of it is offers. */
const source: EvidenceSource = {
  id: 'ci',
  webhook: {
    authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
    process: async ({ body }, access) => {
      await access.offerEvidence(JSON.parse(body));
    },
  },
};

/** Decides all but these permissions with yes. */
const denying = (...names: string[]) => {
  const decide = async (requests: { permission: { name: string } }[]) =>
    requests.map(({ permission }) => ({
      result: names.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    }));
  return { authorize: decide, authorizeConditional: decide } as object;
};

async function start(options: Parameters<typeof startPostmortems>[0] = {}) {
  const backend = await startPostmortems({ sources: [source], ...options });
  const { api, server } = backend;
  const list = async () =>
    (await api.get('/unassigned-evidence', ada)).body.items;
  return {
    ...backend,
    list,
    evidence: async () => {
      const { body } = await api.get('/incidents/INC-1/evidence', ada);
      return body.items.map(({ id }: { id: string }) => id);
    },
    offer: async (...offers: OfferedEvidence[]) => {
      await request(server)
        .post('/api/postmortems/webhooks/ci')
        .send(offers)
        .expect(202);
      await sleep(500);
    },
  };
}

const policy = { config: { permission: { enabled: true } } };

describe('unassigned evidence', () => {
  it('comes to an incident that opens later by itself, and one that gets its service', async () => {
    const { api, offer: bring, evidence, list, stop } = await start(policy);
    await bring(offer('before'));
    expect(await list()).toMatchObject([
      { source: 'ci', services: ['checkout'], node: { id: 'before' } },
    ]);
    const services = ['component:default/storefront'];
    await api.post('/incidents', { ...incident, services }, ada).expect(201);
    await sleep(300);
    expect(await evidence()).toEqual([]);
    await api
      .patch('/incidents/INC-1', { services: incident.services }, ada)
      .expect(200);
    await sleep(300);
    expect(await evidence()).toEqual(['before']);
    expect(await list()).toEqual([]);
    await stop();
  });

  it('makes a public incident private before it is assigned when few may see it', async () => {
    const { api, offer: bring, evidence, list, stop } = await start(policy);
    await api.post('/incidents', incident, ada);
    await bring(offer('secret', { restricted: 'It is from #security.' }));
    expect(await evidence()).toEqual([]);
    const [{ id }] = await list();
    const key = 'once';
    for (const replayed of [undefined, 'true']) {
      const answer = await api
        .post('/incidents/INC-1/assigned-evidence', { ids: [id] }, ada)
        .set('idempotency-key', key);
      expect(answer.body).toEqual({
        assigned: 1,
        outcomes: [{ id, status: 'assigned' }],
      });
      expect(answer.headers['idempotency-replayed']).toBe(replayed);
    }
    expect(await evidence()).toEqual(['secret']);
    const { body } = await api.get('/incidents/INC-1', ada);
    expect(body).toMatchObject({
      visibility: 'private',
      notices: [{ source: 'ci', message: 'It is from #security.' }],
    });
    await stop();
  });

  it('that few may see is hidden from everybody while no policy says who may', async () => {
    const { api, offer: bring, list, stop } = await start();
    await api.post('/incidents', incident, ada);
    await bring(
      offer('secret', { restricted: 'It is from #security.' }),
      offer('plain', { services: ['other'] }),
    );
    expect(await list()).toMatchObject([{ node: { id: 'plain' } }]);
    await stop();
  });

  it.each([
    ['its permission', sourceReadPermission.name, [403, 403, 403]],
    ['that of the incident', incidentUpdatePermission.name, [200, 200, 403]],
  ])('needs %s', async (_, denied, expected) => {
    const { api, stop } = await start({
      ...policy,
      permissions: denying(denied),
    });
    await api.post('/incidents', incident, ada);
    const ids = ['0'.repeat(32)];
    const answers = [
      await api.get('/unassigned-evidence', ada),
      await api.post('/unassigned-evidence/dismiss', { ids }, ada),
      await api.post('/incidents/INC-1/assigned-evidence', { ids }, ada),
    ];
    expect(answers.map(({ status }) => status)).toEqual(expected);
    await stop();
  });

  it('is not for machines that nobody gave the permission', async () => {
    const { api, stop } = await start(policy);
    expect((await api.get('/unassigned-evidence')).status).toBe(403);
    await stop();
  });
});
