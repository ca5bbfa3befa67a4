import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aboutData, event, incidentData } from '../__testUtils__/events';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { ada, ben } from '../__testUtils__/shop';
import {
  checkout,
  component,
  people,
  sourceOf,
} from '../__testUtils__/sourceOf';
import { sign } from './signature';

const SECRET = 's3cret';
const receivedAt = new Date('2026-03-02T16:00:00.000Z');
const at = (time: string) => `2026-03-02T${time}Z`;

/** Users by annotation, for without a key there are no addresses. */
const adaByAnnotation: Entity = {
  ...people[0],
  metadata: {
    ...people[0].metadata,
    annotations: { 'pagerduty.com/user-id': ada.id },
  },
};

describe('PagerDutyWebhook without a key for the API', () => {
  let access: FakeAccess;
  beforeEach(() => {
    access = new FakeAccess();
  });

  function webhook(block: JsonObject = {}, entities?: Entity[]) {
    const own = { webhook: { secrets: [SECRET] }, ...block };
    return sourceOf(own, entities ?? [checkout, adaByAnnotation, people[1]])
      .webhook!;
  }

  async function take(
    body: string,
    { block = {}, entities = undefined as Entity[] | undefined } = {},
  ) {
    await webhook(block, entities).process(
      { id: '0:1', receivedAt, body },
      access,
    );
  }

  const accept = (body: string, secrets = [SECRET]) =>
    webhook().authenticate({
      headers: { 'x-pagerduty-signature': sign(Buffer.from(body), ...secrets) },
      rawBody: Buffer.from(body),
    });

  it('lets in what is signed, in the order of its incident', async () => {
    const body = event('incident.triggered', at('14:05:00'));
    await expect(accept(body, ['old', SECRET])).resolves.toEqual({
      deliveryId: expect.stringMatching(/^b[0-9a-f]{12}:01incidenttriggered/),
      orderKey: 'QSHOP9',
    });
    await expect(accept(body, ['other'])).rejects.toThrow('fits a secret');
    await expect(accept('no JSON')).rejects.toThrow('is not JSON');
    await expect(accept('{"messages":[]}')).rejects.toThrow('version 3');
  });

  it.each([
    ['a test', 'pagey.ping', { type: 'ping', message: 'Hello' }],
    ['a service', 'service.updated', { type: 'service', id: 'S1' }],
    ['what is not known', 'incident.magic', { type: 'incident_magic' }],
    ['no data', 'incident.magic', null],
  ])('passes over an event about %s', async (_, type, data) => {
    const body = event(type, at('14:05:00'), data as object);
    await expect(accept(body)).resolves.toEqual({});
    await take(body);
    expect(access.incidents.size).toBe(0);
  });

  it('opens and ends an incident, with evidence of what happened', async () => {
    await take(
      event('incident.triggered', at('14:05:01'), incidentData(), {
        agent: null,
      }),
    );
    expect(access.only).toMatchObject({
      key: 'pagerduty-QSHOP9',
      title: 'Orders fail',
      severity: 'sev2',
      services: ['component:default/shop-checkout'],
      startedAt: '2026-03-02T14:05:00.000Z',
      detectedAt: '2026-03-02T14:05:00.000Z',
      sourceUrl: 'https://acme.pagerduty.com/incidents/QSHOP9',
      participants: [],
    });
    await take(event('incident.acknowledged', at('14:07:00')));
    await take(event('incident.escalated', at('14:08:00')));
    await take(
      event(
        'incident.annotated',
        at('14:12:00'),
        aboutData('incident_note', {
          id: 'PNOTE1',
          content: 'The token expired',
          trimmed: false,
        }),
      ),
    );
    await take(
      event(
        'incident.status_update_published',
        at('14:20:00'),
        aboutData('incident_status_update', {
          id: 'PUPD1',
          message: 'A fix is being developed',
        }),
      ),
    );
    await take(event('incident.resolved', at('14:30:00')));
    expect(access.only.resolvedAt).toBe('2026-03-02T14:30:00.000Z');
    expect(access.only.participants).toEqual(['user:default/ada']);
    expect(access.notices).toEqual([]);
    expect(access.texts).toEqual([
      undefined,
      'Incident #9: acknowledged by Ada Okafor',
      'Incident #9: escalated by Ada Okafor',
      'The token expired',
      'A fix is being developed',
      'Incident #9: resolved by Ada Okafor',
    ]);
    const [alert, , , note] = access.nodes.values();
    expect(alert.payload).toMatchObject({
      kind: 'alert',
      alertName: 'Orders fail',
      status: 'firing',
      severity: 'P2',
    });
    expect(note).toMatchObject({
      id: 'pagerduty/note/PNOTE1',
      sourceType: 'chat',
      sourceUrl: 'https://acme.pagerduty.com/incidents/QSHOP9',
      payload: { author: { entityRef: 'user:default/ada' } },
    });
  });

  it('changes nothing when an event is processed again', async () => {
    const body = event('incident.resolved', at('14:30:00'));
    await take(body);
    const { resolvedAt } = access.only;
    await take(body);
    expect(access.only.resolvedAt).toBe(resolvedAt);
    expect(access.nodes.size).toBe(1);
    expect(access.changed).toEqual([]);
  });

  it('opens an ended incident for an end whose trigger never came', async () => {
    await take(event('incident.resolved', at('14:30:00')));
    expect(access.only).toMatchObject({
      startedAt: '2026-03-02T14:05:00.000Z',
      resolvedAt: '2026-03-02T14:30:00.000Z',
    });
    await take(event('incident.triggered', at('14:05:01')));
    expect(access.only.status).toBe('resolved');
  });

  it('opens an incident again, but not for a reopening before its end', async () => {
    await take(event('incident.resolved', at('14:30:00')));
    await take(event('incident.reopened', at('14:20:00')));
    expect(access.only.status).toBe('resolved');
    await take(event('incident.reopened', at('14:40:00')));
    expect(access.only.status).toBe('open');
  });

  it('keeps the end, the services and the participants that people set', async () => {
    await take(event('incident.triggered', at('14:05:01')));
    await access.updateIncident('pagerduty-QSHOP9', {
      resolvedAt: at('14:25:00'),
      services: ['component:default/api', 'component:default/shop-checkout'],
      participants: ['group:default/sre'],
    });
    await take(event('incident.acknowledged', at('14:07:00')));
    await take(event('incident.resolved', at('14:30:00')));
    expect(access.only).toMatchObject({
      resolvedAt: '2026-03-02T14:25:00.000Z',
      services: ['component:default/api', 'component:default/shop-checkout'],
      participants: ['group:default/sre', 'user:default/ada'],
    });
  });

  it('adds nobody to a private incident', async () => {
    await take(event('incident.triggered', at('14:05:01')));
    await access.updateIncident('pagerduty-QSHOP9', { visibility: 'private' });
    await take(event('incident.acknowledged', at('14:07:00')));
    expect(access.only.participants).toEqual([]);
  });

  it('follows responders and roles, and does not add who declines', async () => {
    await take(event('incident.triggered', at('14:05:01')));
    const asked = (state: string, user: object) =>
      aboutData('incident_responder', { user, state, message: 'Please help' });
    await take(
      event('incident.responder.added', at('14:10:00'), asked('pending', ada)),
    );
    await take(
      event(
        'incident.responder.replied',
        at('14:11:00'),
        asked('declined', ben),
      ),
    );
    const { incident } = aboutData('', {});
    const role = { id: 'PROLE1', summary: 'Incident Commander' };
    await take(
      event('incident.role.assigned', at('14:12:00'), {
        type: 'incident_role_assignment',
        incident_role_assignments: [
          { incident, role, assignee: ada, old_assignee: null },
          { incident, role, assignee: null, old_assignee: ben },
        ],
      }),
    );
    expect(access.only.participants).toEqual(['user:default/ada']);
    expect(access.texts.slice(1)).toEqual([
      'Incident QSHOP9: Ada Okafor was asked to help: Please help',
      'Incident QSHOP9: Ben Rossi declined to help',
      'Incident QSHOP9: Ada Okafor became Incident Commander',
      'Incident QSHOP9: Ben Rossi is no longer Incident Commander',
    ]);
  });

  const prioritised = (summary: string | null, time = at('14:09:00')) =>
    event(
      'incident.priority_updated',
      time,
      incidentData({ priority: summary ? { summary } : null }),
    );
  const opened = (over: object) =>
    event('incident.triggered', at('14:05:01'), incidentData(over));

  it('takes the urgency where there is no priority, until there is one', async () => {
    await take(opened({ priority: null }));
    expect(access.only.severity).toBe('sev2');
    await take(prioritised('P4'));
    expect(access.only.severity).toBe('sev4');
    await take(prioritised('P1', at('14:10:00')));
    expect(access.only.severity).toBe('sev1');
  });

  it('keeps a worse severity, and says so', async () => {
    await take(opened({ priority: { summary: 'P1' } }));
    await take(prioritised('P3'));
    expect(access.only.severity).toBe('sev1');
    expect(access.notices).toMatchObject([
      {
        code: 'milder-priority',
        message: expect.stringContaining('stays sev1'),
      },
    ]);
  });

  it('opens none for a severity that means none, until the priority changes', async () => {
    const block = { severities: { low: 'none', 'Wake the CEO': 'sev1' } };
    const low = { priority: null, urgency: 'low' };
    await take(opened(low), { block });
    expect(access.incidents.size).toBe(0);
    await take(prioritised('Wake the CEO'), { block });
    expect(access.only.severity).toBe('sev1');
  });

  it.each<[string, object, Entity[], string, string]>([
    [
      'a service that the catalog does not have',
      {},
      [],
      'component:default/checkout',
      'pagerduty.com/service-id: PSHOP01',
    ],
    [
      'no service at all',
      { service: null },
      [],
      'component:default/unknown',
      'does not say which service',
    ],
    [
      'an unknown priority',
      { priority: { summary: 'Purple' } },
      [checkout],
      'component:default/shop-checkout',
      'the priority "Purple"',
    ],
  ])('tells readers of %s', async (_, over, entities, ref, words) => {
    await take(opened(over), { entities });
    expect(access.only.services).toEqual([ref]);
    expect(access.notices).toMatchObject([
      { message: expect.stringContaining(words) },
    ]);
  });

  it('finds a component by the name of the service', async () => {
    await take(opened({}), { entities: [component('checkout')] });
    expect(access.only.services).toEqual(['component:default/checkout']);
    expect(access.notices).toEqual([]);
  });

  it('takes the time of arrival for an event of the future, and says so', async () => {
    await take(
      opened({ created_at: undefined }).replace('14:05:01', '23:05:01'),
    );
    expect(access.only.startedAt).toBe(receivedAt.toISOString());
    expect(access.notices).toMatchObject([{ code: 'clock' }]);
  });

  it('cuts long texts in whole characters', async () => {
    await take(opened({ title: '🔥'.repeat(5000) }));
    expect(access.only.title).toMatch(/^(?:🔥)+…$/u);
    const data = { id: 'PNOTE1', content: '🔥'.repeat(20_000) };
    await take(
      event(
        'incident.annotated',
        at('14:12:00'),
        aboutData('incident_note', data),
      ),
    );
    expect(access.texts[1]).toMatch(/^(?:🔥)+…$/u);
  });

  it('passes over events about an incident that there is not', async () => {
    const data = { id: 'PNOTE1', content: 'early' };
    await take(
      event(
        'incident.annotated',
        at('14:12:00'),
        aboutData('incident_note', data),
      ),
    );
    expect(access.nodes.size).toBe(0);
  });

  const file = join(
    process.env.REAL_DATA_DIR ?? '',
    'webhook-payloads/pagerduty-v3-incident.triggered.json',
  );
  const describeReal = existsSync(file) ? describe : describe.skip;
  describeReal('with real material (needs REAL_DATA_DIR)', () => {
    it('opens an incident for a recorded event', async () => {
      const body = readFileSync(file, 'utf8');
      await expect(accept(body)).resolves.toMatchObject({
        orderKey: 'PFQZPSY',
      });
      await take(body);
      expect(access.only).toMatchObject({
        title: 'Test Incident 3',
        severity: 'sev2',
        startedAt: '2021-06-04T13:35:29.781Z',
      });
      expect(access.texts).toEqual(['Incident #9: triggered by PIG 208']);
    });
  });
});
