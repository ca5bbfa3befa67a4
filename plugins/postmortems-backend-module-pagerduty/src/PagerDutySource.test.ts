import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { submitEvidenceNodeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { PartialEvidenceError } from '@postmortems/backstage-plugin-postmortems-node';
import { aboutData, event, incidentData } from './__testUtils__/events';
import { FakeAccess } from './__testUtils__/FakeAccess';
import { FakePagerDuty } from './__testUtils__/FakePagerDuty';
import {
  ada,
  alert,
  fillShop,
  incident,
  logEntry,
  note,
  service,
} from './__testUtils__/shop';
import { component, people, sourceOf } from './__testUtils__/sourceOf';

const shop = {
  key: 'INC-7',
  services: ['component:default/shop-checkout'],
  startedAt: '2026-03-02T14:04:00.000Z',
  resolvedAt: '2026-03-02T14:30:00.000Z',
} as Incident;
const window = {
  from: new Date('2026-03-02T12:04:00.000Z'),
  to: new Date('2026-03-02T15:30:00.000Z'),
};

describe('PagerDutySource', () => {
  let server: FakePagerDuty;
  beforeEach(async () => {
    server = await FakePagerDuty.start();
    fillShop(server);
  });
  const stop = async () => {
    await server.stop();
    expect(server.problems).toEqual([]);
  };
  afterEach(stop);

  function source(block: JsonObject = {}, entities?: Entity[]) {
    const own = { apiUrl: server.apiUrl, token: 'api-key', ...block };
    return sourceOf(own, entities);
  }

  /** What a collection brings, and what it says that is missing. */
  async function collect(
    options: {
      block?: JsonObject;
      entities?: Entity[];
      incident?: Partial<Incident>;
      signal?: AbortSignal;
    } = {},
  ): Promise<{ nodes: SubmitEvidenceNode[]; failure?: string }> {
    try {
      const nodes = await source(options.block, options.entities).collect!({
        incident: { ...shop, ...options.incident },
        window,
        signal: options.signal ?? new AbortController().signal,
        restrict: async () => {},
        addEvidence: async () => {},
      });
      for (const node of nodes) submitEvidenceNodeSchema.parse(node);
      return { nodes };
    } catch (error) {
      const nodes = error instanceof PartialEvidenceError ? error.nodes : [];
      return { nodes, failure: (error as Error).message };
    }
  }
  const idsOf = (nodes: SubmitEvidenceNode[]) => nodes.map(({ id }) => id);

  it('takes log entries, alerts, notes and responders of the service', async () => {
    const { nodes, failure } = await collect();
    expect(failure).toBeUndefined();
    const told = Object.fromEntries(
      nodes.map(({ id, payload }) => [id, payload.text ?? payload.message]),
    );
    const responder = 'pagerduty/responder/QSHOP9/PBEN002';
    expect(told).toEqual({
      'pagerduty/log/RLOG1': 'Incident #9: Triggered through the API.',
      'pagerduty/log/RLOG2':
        'Incident #9: Notified Ada Okafor by push notification.',
      'pagerduty/log/RLOG3': 'Incident #9: Notified Ada Okafor by phone.',
      'pagerduty/log/RLOG4': 'Incident #9: Acknowledged by Ada Okafor.',
      'pagerduty/log/RLOG6': 'Incident #9: Resolved by Ada Okafor.',
      'pagerduty/alert/QALERT1/firing': undefined,
      'pagerduty/alert/QALERT1/resolved': undefined,
      'pagerduty/note/PNOTE1':
        'The payment provider refuses our token since 14:04.',
      [`${responder}/requested/1772460600000`]:
        'Incident #9: Ben Rossi was asked to help by Ada Okafor: Please look at the payment provider',
      [`${responder}/joined/1772460690000`]:
        'Incident #9: Ben Rossi joined as a responder',
    });
    for (const { sourceUrl, metadata, provider } of nodes) {
      expect(sourceUrl).toMatch(/^https:\/\/acme\.pagerduty\.com\//);
      expect(metadata.service).toBe('component:default/shop-checkout');
      expect(provider).toBe('pagerduty');
    }
    const firing = nodes.find(({ id }) => id?.endsWith('/firing'))!;
    expect(firing.payload).toMatchObject({
      kind: 'alert',
      alertName: 'CheckoutErrors',
      severity: 'critical',
      startsAt: '2026-03-02T14:05:00.000Z',
      dashboardUrl: 'https://grafana.example.com/d/1',
      labels: { region: 'eu-1', share: '0.38' },
    });
    const written = nodes.find(({ sourceType }) => sourceType === 'chat')!;
    expect(written).toMatchObject({
      timestamp: '2026-03-02T14:12:00.000Z',
      payload: {
        author: { name: 'Ada Okafor', entityRef: 'user:default/ada' },
      },
    });
    expect(server.to('/log_entries')[0].query.get('include[]')).toBe(
      'channels',
    );
  });

  it('takes the same evidence with a second collection', async () => {
    expect(await collect()).toEqual(await collect());
  });

  it('reads lists page by page, and leaves out what is outside the window', async () => {
    server.pageSize = 2;
    server.logEntries.QSHOP9.push(
      logEntry('RLATE', 'snooze', '2026-03-02T18:00:00Z', 'Snoozed'),
    );
    const { nodes } = await collect();
    expect(idsOf(nodes)).toContain('pagerduty/log/RLOG6');
    expect(idsOf(nodes)).not.toContain('pagerduty/log/RLATE');
    expect(server.to('/log_entries')).toHaveLength(4);
  });

  it('finds the service by its integration key', async () => {
    server.services.push({
      ...server.services[0],
      id: 'POTHER1',
      name: 'key-of-checkout is only the name',
      integrations: [],
    });
    const { nodes } = await collect({
      entities: [
        component('shop-checkout', {
          'pagerduty.com/integration-key': 'key-of-checkout',
        }),
      ],
    });
    expect(nodes.length).toBeGreaterThan(5);
    const [{ query }] = server.to('/incidents');
    expect(query.getAll('service_ids[]')).toEqual(['PSHOP01']);
  });

  it('asks for nothing where no annotation names a service, or another account', async () => {
    const annotations = {
      'pagerduty.com/service-id': 'PSHOP01',
      'pagerduty.com/account': 'east',
    };
    expect(await collect({ entities: [component('shop-checkout')] })).toEqual({
      nodes: [],
    });
    expect(
      await collect({
        block: { account: 'west' },
        entities: [component('shop-checkout', annotations)],
      }),
    ).toEqual({ nodes: [] });
    expect(server.asked).toEqual([]);
  });

  it('reads the incident that it opened, whatever its service is', async () => {
    const { nodes } = await collect({
      entities: [],
      incident: { key: 'pagerduty-QSHOP9' },
    });
    expect(nodes.length).toBeGreaterThan(5);
    expect(server.to('/incidents')[0].path).toBe('/incidents/QSHOP9');
  });

  it('leaves out incidents that ended before the window', async () => {
    server.incidents.push(
      incident({
        id: 'QOLD',
        created_at: '2026-03-02T08:00:00Z',
        resolved_at: '2026-03-02T09:00:00Z',
      }),
    );
    await collect();
    expect(server.to('QOLD')).toEqual([]);
  });

  it('takes an incident without alerts for an alert, unless a person opened it', async () => {
    server.alerts = {};
    expect(idsOf((await collect()).nodes)).toEqual(
      expect.arrayContaining([
        'pagerduty/incident/QSHOP9/firing',
        'pagerduty/incident/QSHOP9/resolved',
      ]),
    );
    server.logEntries.QSHOP9[0] = {
      ...server.logEntries.QSHOP9[0],
      agent: ada,
    };
    const byHand = idsOf((await collect()).nodes);
    expect(byHand.filter(id => id?.includes('/incident/'))).toEqual([]);
  });

  it('keeps both versions of a note that was edited', async () => {
    const before = await collect();
    server.notes.QSHOP9[0] = note(
      'PNOTE1',
      '2026-03-02T14:12:00Z',
      'The payment provider is fine.',
      { updated_at: '2026-03-02T14:20:00Z' },
    );
    const after = await collect();
    const noteIds = [...idsOf(before.nodes), ...idsOf(after.nodes)].filter(id =>
      id?.includes('/note/'),
    );
    expect(noteIds).toEqual([
      'pagerduty/note/PNOTE1',
      'pagerduty/note/PNOTE1/edited/1772461200000',
    ]);
  });

  it('does not lose the neighbours of what cannot be read', async () => {
    server.script.push({
      path: '/notes',
      answer: {
        body: { notes: [{ id: 'PX' }, null, ...server.notes.QSHOP9] },
      },
    });
    const { nodes, failure } = await collect();
    expect(idsOf(nodes)).toContain('pagerduty/note/PNOTE1');
    expect(failure).toMatch(/notes of incident 9: Some could not be read/);
  });

  it('waits for the end of a rate limit', async () => {
    const headers = { 'ratelimit-reset': '1' };
    server.script.push({ path: '/alerts', answer: { status: 429, headers } });
    const { nodes, failure } = await collect();
    expect(failure).toBeUndefined();
    expect(idsOf(nodes)).toContain('pagerduty/alert/QALERT1/firing');
  });

  it('says how long a rate limit lasts that is too long to wait for', async () => {
    const headers = { 'retry-after': '300' };
    server.script.push({ path: '/alerts', answer: { status: 429, headers } });
    const { nodes, failure } = await collect();
    expect(failure).toMatch(
      /alerts of incident 9: PagerDuty at http:\/\/127\.0\.0\.1:\d+ allows no more calls now; it will in 300 s \(429\)/,
    );
    expect(idsOf(nodes)).toContain('pagerduty/log/RLOG4');
  });

  it('asks again after a failure of the server or the connection', async () => {
    server.script.push(
      { path: '/log_entries', answer: { status: 503 } },
      { path: '/notes', answer: 'reset' },
    );
    const { nodes, failure } = await collect();
    expect(failure).toBeUndefined();
    expect(nodes).toHaveLength(10);
  });

  it('says that the key was refused', async () => {
    server.token = 'another';
    expect((await collect()).failure).toMatch(
      /answered 401: it refuses postmortems\.provenanceRouting\.telemetrySources\[0\]\.token, which was revoked/,
    );
  });

  it('says when something else than the API answers, and when nothing does', async () => {
    server.script.push({
      path: '/incidents',
      answer: { body: '<html>Sign in</html>' },
    });
    expect((await collect()).failure).toMatch(/sign-in page/);
    server.script.push({ path: '/incidents', answer: 'hang' });
    const block = { timeoutSeconds: 0.1 };
    expect((await collect({ block })).failure).toMatch(
      /did not answer within 0\.1 s/,
    );
  });

  it('keeps what people did who cannot be looked up, and says so', async () => {
    server.script.push({ path: '/users/PADA001', answer: { status: 403 } });
    const { nodes, failure } = await collect();
    expect(nodes).toHaveLength(10);
    expect(failure).toMatch(
      /people, who are told by name only: .* may not read this/,
    );
  });

  describe('the connection test', () => {
    const test = (block: JsonObject = {}) =>
      source(block).testConnection!({ signal: AbortSignal.timeout(10_000) });

    it('says what the key may read', async () => {
      expect(await test()).toEqual([
        {
          target: `PagerDuty at ${server.apiUrl} (postmortems.provenanceRouting.telemetrySources[0])`,
          ok: true,
          message:
            'PagerDuty accepts the key: it may read incidents, log entries, services and users',
        },
      ]);
    });

    it.each<[string, () => JsonObject | void, RegExp]>([
      [
        'a wrong key',
        () => ({ token: 'x' }),
        /^PagerDuty at \S+ answered 401: it refuses .*\[0\]\.token/,
      ],
      [
        'a right that lacks',
        () => {
          server.script.push({ path: '/users', answer: { status: 403 } });
        },
        /^users: .* the key in .*\[0\]\.token may not read this$/,
      ],
      [
        'nobody there',
        () => ({ apiUrl: 'http://127.0.0.1:1' }),
        /^PagerDuty at http:\/\/127\.0\.0\.1:1 cannot be reached/,
      ],
      [
        'a sign-in page',
        () => {
          server.script.push({ path: '/services', answer: { body: '<html>' } });
        },
        /^services: .* such as the sign-in page of a proxy/,
      ],
      [
        'a redirect',
        () => {
          server.script.push({
            path: '/services',
            answer: { status: 302, headers: { location: '/login' } },
          });
        },
        /^services: .* correct .*\[0\]\.region or apiUrl$/,
      ],
    ])('says what to mend: %s', async (_, prepare, message) => {
      const block = prepare() ?? {};
      expect(await test(block)).toMatchObject([
        { ok: false, message: expect.stringMatching(message) },
      ]);
    });

    it('is not there without a key, for nothing is asked', () => {
      const { testConnection } = sourceOf({ webhook: { secrets: ['s'] } });
      expect(testConnection).toBeUndefined();
    });
  });

  it('stops when its time is over', async () => {
    server.script.push({ path: '/log_entries', answer: 'hang' });
    const { failure } = await collect({ signal: AbortSignal.timeout(500) });
    expect(failure).toMatch(/There was no time left to ask PagerDuty/);
  });

  it('names what the limits left out', async () => {
    const { failure } = await collect({ block: { limits: { logEntries: 2 } } });
    expect(failure).toMatch(
      /log entries of incident 9: Only the first 2 were taken; .*\.limits\.logEntries sets how many/,
    );
  });

  it('takes a time of the future for now, because clocks differ', async () => {
    server.notes.QSHOP9 = [note('PNOTE9', '2099-01-01T00:00:00Z', 'Hello')];
    const access = new FakeAccess();
    await source({ webhook: { secrets: ['s'] } }).runTask(
      { body: JSON.stringify({ block: 0, incidentId: 'QSHOP9', users: [] }) },
      access,
    );
    const { timestamp } = access.nodes.get('pagerduty/note/PNOTE9')!;
    expect(Date.parse(timestamp)).toBeLessThanOrEqual(Date.now());
  });

  describe('with a webhook', () => {
    const block = { webhook: { secrets: ['s3cret'] } };
    let access: FakeAccess;
    beforeEach(() => {
      access = new FakeAccess();
    });

    async function take(body: string, entities?: Entity[]) {
      const own = source(block, entities);
      const receivedAt = new Date('2026-03-02T16:00:00.000Z');
      const id = `0:${JSON.parse(body).event.id}`;
      await own.webhook!.process({ id, receivedAt, body }, access);
      await runTasks(own);
    }
    async function runTasks(own: ReturnType<typeof source>) {
      for (const [taskId, task] of access.tasks) {
        await own.runTask(task, access);
        access.tasks.delete(taskId);
      }
    }
    const acknowledged = () =>
      event('incident.acknowledged', '2026-03-02T14:07:00.500Z');

    it('brings by events and collections one node of each fact', async () => {
      await take(acknowledged());
      await take(acknowledged());
      await take(
        event(
          'incident.annotated',
          '2026-03-02T14:12:00.700Z',
          aboutData('incident_note', { id: 'PNOTE1', content: 'The pay…' }),
        ),
      );
      const { nodes } = await collect({ incident: access.only });
      expect(idsOf(nodes).sort()).toEqual([...access.nodes.keys()].sort());
      await access.addEvidence(access.only.key, nodes);
      expect(access.changed).toEqual([]);
      expect(access.only.participants).toEqual(['user:default/ada']);
    });

    it('opens an incident while the API fails, and reads it afterwards', async () => {
      server.script.push(
        ...[1, 2, 3].map(() => ({
          path: '/incidents/QSHOP9/notes',
          answer: { status: 500 },
        })),
      );
      await expect(take(acknowledged())).rejects.toThrow('answered 500');
      expect(access.only.key).toBe('pagerduty-QSHOP9');
      expect(access.nodes.size).toBeGreaterThan(5);
      const [task] = access.tasks.values();
      await source(block).runTask(task, access);
      expect(access.nodes.has('pagerduty/note/PNOTE1')).toBe(true);
    });

    it('finds the component of an integration key, also when that is known later', async () => {
      const byKey = component('shop-checkout', {
        'pagerduty.com/integration-key': 'key-of-checkout',
      });
      server.script.push({ path: '/services', answer: { status: 400 } });
      await take(acknowledged(), [byKey, ...people]);
      expect(access.only.services).toEqual(['component:default/shop-checkout']);
      expect(access.notices).toEqual([]);
    });

    it('keeps status updates, which the API does not have', async () => {
      await take(acknowledged());
      await take(
        event(
          'incident.status_update_published',
          '2026-03-02T14:20:00Z',
          aboutData('incident_status_update', { id: 'PU', message: 'Hold on' }),
        ),
      );
      expect(access.nodes.get('pagerduty/status-update/PU')).toMatchObject({
        sourceType: 'chat',
        payload: { author: { entityRef: 'user:default/ada' } },
      });
    });

    it('ends incidents whose end no webhook told, and opens none', async () => {
      const resolvedAt = new Date(Date.now() - 600_000).toISOString();
      const createdAt = new Date(Date.now() - 1_200_000).toISOString();
      server.incidents = [
        incident({ created_at: createdAt, resolved_at: resolvedAt }),
        incident({
          id: 'QNEW',
          created_at: createdAt,
          resolved_at: resolvedAt,
        }),
      ];
      const own = source(block);
      const body = event(
        'incident.triggered',
        createdAt,
        incidentData({ created_at: createdAt }),
      );
      await own.webhook!.process(
        { id: '0:1', receivedAt: new Date(), body },
        access,
      );
      // Edits between the end and the poll change nothing
      await access.updateIncident(access.only.key, { title: 'Orders fail!' });
      const { signal } = new AbortController();
      await own.poll!.run(access, signal);
      await runTasks(own);
      expect(access.only).toMatchObject({ status: 'resolved', resolvedAt });

      // Somebody knows better
      await access.updateIncident(access.only.key, { resolvedAt: null });
      await own.poll!.run(access, signal);
      await runTasks(own);
      expect(access.only.status).toBe('open');
    });

    it('keeps an incident open that was opened again before a late end came', async () => {
      server.incidents[0] = incident({
        status: 'triggered',
        resolved_at: undefined,
      });
      await take(acknowledged());
      await take(event('incident.reopened', '2026-03-02T14:40:00Z'));
      await take(event('incident.resolved', '2026-03-02T14:30:00Z'));
      expect(access.only.status).toBe('open');
      server.incidents[0] = incident();
      await take(event('incident.resolved', '2026-03-02T14:50:00Z'));
      expect(access.only.status).toBe('resolved');
    });

    it('looks back to the last poll that succeeded, in each account by itself', async () => {
      const hour = 3_600_000;
      const ago = (time: number) => new Date(Date.now() - time).toISOString();
      const own = sourceOf([
        {
          apiUrl: server.apiUrl,
          token: 'revoked',
          webhook: { secrets: ['x'] },
        },
        { apiUrl: server.apiUrl, token: 'api-key', ...block },
      ]);
      await take(acknowledged());
      const { signal } = new AbortController();
      const endedAt = ago(-hour);
      server.incidents = [];
      await expect(own.poll!.run(access, signal)).rejects.toThrow('401');
      const now = Date.now();
      jest.spyOn(Date, 'now').mockReturnValue(now + 9 * hour);
      server.incidents = [
        incident({ created_at: ago(5 * hour), resolved_at: endedAt }),
      ];
      await expect(own.poll!.run(access, signal)).rejects.toThrow('401');
      jest.restoreAllMocks();
      expect([...access.tasks.keys()]).toEqual([`end:QSHOP9:${endedAt}`]);
    });

    it('waits with what a person did until a failing look-up succeeds', async () => {
      server.script.push(
        ...[1, 2, 3].map(() => ({
          path: '/users/PADA001',
          answer: { status: 500 },
        })),
      );
      await expect(take(acknowledged())).rejects.toThrow('answered 500');
      expect(access.nodes.has('pagerduty/alert/QALERT1/firing')).toBe(true);
      const [task] = access.tasks.values();
      await source(block).runTask(task, access);
      expect(access.nodes.get('pagerduty/note/PNOTE1')).toMatchObject({
        payload: { author: { entityRef: 'user:default/ada' } },
      });
      expect(access.changed).toEqual([]);
    });
  });

  it('reads nothing of services whose ids are not asked for', async () => {
    server.incidents.push(
      incident({ id: 'QELSE', service: { ...service, id: 'PELSE' } }),
    );
    server.alerts.QELSE = [alert('QALERT9', '2026-03-02T14:05:00Z')];
    expect(idsOf((await collect()).nodes).join()).not.toContain('QALERT9');
  });
});
