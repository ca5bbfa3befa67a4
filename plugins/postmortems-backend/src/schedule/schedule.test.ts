import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { shopTemplate } from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { createTestDatabases } from '../__testUtils__/stores';
import { EvidenceStore } from '../evidence';
import { archiveOf } from './archiveOf';
import { ScheduleStore } from './ScheduleStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const HOUR = 60 * 60 * 1000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const ada = asUser('ada');

/** Chat that can be away. */
function chatSource() {
  const state = { isDown: false, asked: 0, alerts: [] as object[] };
  const source: EvidenceSource = {
    id: 'chat',
    retentionMs: 30 * 24 * HOUR,
    collect: async ({ incident }) => {
      state.asked += 1;
      if (state.isDown) throw new Error('The workspace does not answer');
      if (state.alerts.length > 0) {
        return state.alerts.map((alert, index) => ({
          id: `alert/${index}`,
          sourceType: 'telemetry',
          timestamp: incident.startedAt,
          payload: { kind: 'alert', status: 'firing', ...alert },
          metadata: { service: incident.services[0] },
        }));
      }
      return [
        {
          id: 'chat/1',
          sourceType: 'chat',
          timestamp: incident.startedAt,
          payload: {
            kind: 'message',
            author: { name: 'Ada' },
            text: 'Checkout is slow',
          },
          metadata: { service: incident.services[0] },
          provider: 'chat',
          expiresAt: new Date(Date.now() + 24 * HOUR).toISOString(),
        },
      ];
    },
  };
  return { source, state };
}

async function startWith(options: {
  id: TestDatabaseId;
  endedAgo: number;
  config?: object;
  services?: string[];
  /** A folder with the template `v2.4`. */
  templates?: string;
}) {
  const { source, state } = chatSource();
  const knex: Knex = await databases.init(options.id);
  const sent: NotificationSendOptions[] = [];
  const tasks = new Map<string, () => Promise<void>>();
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      tasks.set(id, () => (fn as Function)(new AbortController().signal));
    },
  });
  const backend = await startPostmortems({
    knex,
    sources: [source],
    config: {
      postmortems: {
        schedule: options.config ?? {},
        ...(options.templates && {
          templateManagement: {
            defaultVersion: 'v2.4',
            locations: [{ type: 'file', target: `${options.templates}/*` }],
          },
        }),
      },
    } as never,
    features: [
      scheduler.factory,
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async (one: NotificationSendOptions) => void sent.push(one),
        }),
      }),
    ],
  });
  await backend.api.post(
    '/incidents',
    {
      key: 'INC-1',
      title: 'Checkout is slow',
      severity: 'sev3',
      services: options.services ?? ['component:default/checkout'],
      startedAt: ago(options.endedAgo + HOUR),
      resolvedAt: ago(options.endedAgo),
    },
    ada,
  );
  return {
    ...backend,
    knex,
    chat: state,
    sent,
    work: async () => {
      await tasks.get('postmortems-archives')!();
      await tasks.get('postmortems-drafts')!();
    },
    archive: async () =>
      (await backend.api.get('/incidents/INC-1/archive', ada)).body,
    postmortems: async () =>
      (await backend.api.get('/postmortems', ada)).body.items,
    /** Lets the pauses be over. */
    wait: () =>
      knex('incident_schedules').update({
        archive_next_at: ago(1000),
        draft_next_at: ago(1000),
      }),
  };
}

describe.each(databases.eachSupportedId())('schedule on %s', id => {
  it('archives while one source is down, and completes it when it returns', async () => {
    const shop = await startWith({ id, endedAgo: HOUR });
    shop.chat.isDown = true;
    expect(await shop.archive()).toMatchObject({ state: 'open' });
    await shop.work();
    expect(await shop.archive()).toMatchObject({
      state: 'collecting',
      archivedAt: expect.any(String),
      failures: [
        {
          source: 'chat',
          message: 'The workspace does not answer',
          // From the window of an incident that began two hours ago
          until: expect.stringMatching(/^20/),
        },
      ],
    });
    const [{ until }] = (await shop.archive()).failures;
    const days = (Date.parse(until) - Date.now()) / (24 * HOUR);
    expect(days).toBeCloseTo(30 - 4 / 24, 1);

    // Not asked again before its pause is over
    await shop.work();
    expect(shop.chat.asked).toBe(1);
    shop.chat.isDown = false;
    await shop.wait();
    await shop.work();
    expect(await shop.archive()).toMatchObject({
      state: 'complete',
      failures: [],
      forgetting: [{ provider: 'chat', nodes: 1 }],
    });
    const seals = await shop.knex('seals').orderBy('sealed_at');
    expect(seals.map(({ node_count }) => Number(node_count))).toHaveLength(2);
    await shop.stop();
  });

  it('says what is missing when the time is over, and seals what comes later', async () => {
    const shop = await startWith({ id, endedAgo: 25 * HOUR });
    shop.chat.isDown = true;
    await shop.work();
    expect(await shop.archive()).toMatchObject({
      state: 'incomplete',
      failures: [{ source: 'chat' }],
    });
    const seals = async () => (await shop.knex('seals')).length;
    const before = await seals();
    await shop.api.post(
      '/incidents/INC-1/notes',
      { text: 'The cache was cold' },
      ada,
    );
    await shop.wait();
    await shop.work();
    expect(await seals()).toBeGreaterThan(before);
    expect(await shop.archive()).toMatchObject({ state: 'incomplete' });
    await shop.stop();
  });

  it('completes an archive whose time was over, once the source answers again', async () => {
    const shop = await startWith({ id, endedAgo: 25 * HOUR });
    shop.chat.isDown = true;
    await shop.work();
    const { state, nextAt } = await shop.archive();
    expect(state).toBe('incomplete');
    expect(Date.parse(nextAt) - Date.now()).toBeGreaterThan(5 * HOUR);
    const { asked } = shop.chat;
    await shop.wait();
    await shop.work();
    expect(shop.chat.asked).toBe(asked);

    shop.chat.isDown = false;
    await shop.knex('incident_schedules').update({
      archived_at: ago(7 * HOUR),
      archive_next_at: ago(1000),
    });
    await shop.work();
    expect(await shop.archive()).toMatchObject({
      state: 'complete',
      failures: [],
    });
    await shop.stop();
  });

  it('completes an archive when a draft asked the sources again', async () => {
    const shop = await startWith({ id, endedAgo: 6 * 24 * HOUR });
    shop.chat.isDown = true;
    await shop.work();
    expect(await shop.archive()).toMatchObject({ state: 'incomplete' });
    shop.chat.isDown = false;
    await shop.api.post('/incidents/INC-1/postmortems', {}, ada);
    await shop.wait();
    await shop.work();
    expect(await shop.archive()).toMatchObject({ state: 'complete' });
    await shop.stop();
  });

  it('tells reviews no archive is complete before it was made', async () => {
    const shop = await startWith({ id, endedAgo: HOUR });
    const stores = {
      schedule: new ScheduleStore(shop),
      evidence: EvidenceStore.create(shop),
      since: ago(7 * 24 * HOUR),
    };
    const { body: incident } = await shop.api.get('/incidents/INC-1', ada);
    const told = (fields: object = {}) =>
      archiveOf({ ...incident, ...fields }, stores);
    expect(await told({ resolvedAt: undefined })).toMatchObject({
      state: 'open',
    });
    expect(await told()).toMatchObject({ state: 'open' });
    shop.chat.isDown = true;
    await shop.work();
    expect(await told()).toMatchObject({
      state: 'collecting',
      failures: [{ source: 'chat' }],
    });
    // Of another end nothing is known but how the sources answered
    expect(await told({ resolvedAt: ago(8 * 24 * HOUR) })).toMatchObject({
      state: 'incomplete',
      failures: [{ source: 'chat' }],
    });
    shop.chat.isDown = false;
    await shop.wait();
    await shop.work();
    expect(await told()).toEqual({ state: 'complete', failures: [] });
    expect(await told({ resolvedAt: ago(8 * 24 * HOUR) })).toEqual({
      state: 'complete',
      failures: [],
    });
    await shop.stop();
  });

  it('drafts two hours after the end, once', async () => {
    const early = await startWith({ id, endedAgo: HOUR });
    await early.work();
    await early.work();
    expect(await early.postmortems()).toEqual([]);
    await early.stop();

    const shop = await startWith({ id, endedAgo: 2.5 * HOUR });
    await shop.work();
    const [{ id: postmortemId }] = await shop.postmortems();
    expect(shop.sent).toMatchObject([
      {
        recipients: { type: 'entity', entityRef: ['group:default/sre-team'] },
        payload: { link: `/postmortems/${postmortemId}` },
      },
    ]);
    await shop.wait();
    await shop.work();
    expect(await shop.postmortems()).toHaveLength(1);
    expect(shop.sent).toHaveLength(1);
    await shop.stop();
  });

  it('tells the owners of all services, each once', async () => {
    const shop = await startWith({
      id,
      endedAgo: 3 * HOUR,
      services: [
        'component:default/checkout',
        'component:default/storefront',
        'system:default/ordering',
        'component:default/of-nobody',
      ],
    });
    await shop.work();
    expect(shop.sent.map(({ recipients }) => recipients)).toEqual([
      {
        type: 'entity',
        entityRef: ['group:default/sre-team', 'group:default/web-team'],
      },
    ]);
    await shop.stop();
  });

  it('drafts nothing of what has no evidence', async () => {
    const shop = await startWith({ id, endedAgo: 3 * HOUR });
    shop.chat.isDown = true;
    await shop.work();
    expect(await shop.postmortems()).toEqual([]);
    shop.chat.isDown = false;
    await shop.wait();
    await shop.work();
    expect(await shop.postmortems()).toHaveLength(1);
    await shop.stop();
  });

  it('drafts nothing of heartbeats alone', async () => {
    const shop = await startWith({ id, endedAgo: 3 * HOUR });
    shop.chat.alerts = [
      { alertName: 'Watchdog', severity: 'critical' },
      { alertName: 'PipelineAlive', severity: 'none' },
    ];
    await shop.work();
    const { body } = await shop.api.get('/incidents/INC-1/evidence', ada);
    expect(body.items).toHaveLength(2);
    expect(await shop.postmortems()).toEqual([]);

    const alert = { alertName: 'HighErrorRate', severity: 'critical' };
    shop.chat.alerts = [...shop.chat.alerts, alert];
    await shop
      .knex('incident_schedules')
      .update({ archive_state: 'collecting' });
    await shop.wait();
    await shop.work();
    expect(await shop.postmortems()).toHaveLength(1);
    await shop.stop();
  });

  it('drafts by severity, and never where it is off', async () => {
    const never = { severities: { sev3: { generateAfter: false } } };
    const off = await startWith({ id, endedAgo: 9 * HOUR, config: never });
    await off.work();
    expect(await off.postmortems()).toEqual([]);
    await off.stop();

    const soon = { generateAfter: { minutes: 10 } };
    const on = await startWith({ id, endedAgo: HOUR / 2, config: soon });
    await on.work();
    expect(await on.postmortems()).toHaveLength(1);
    await on.stop();
  });

  it.each([
    ['in half an hour, where it never is', 0.5, false, 1],
    ['in four hours, where it is in ten minutes', 4, { minutes: 10 }, 0],
    ['never, where it is in ten minutes', null, { minutes: 10 }, 0],
  ])(
    'drafts as the template says: %s',
    async (_, generateAfterHours, generateAfter, drafted) => {
      const templates = mkdtempSync(join(tmpdir(), 'templates-'));
      writeFileSync(
        join(templates, 'v2.4.yaml'),
        stringify({ ...shopTemplate, schedule: { generateAfterHours } }),
      );
      const shop = await startWith({
        id,
        endedAgo: 3 * HOUR,
        config: { generateAfter },
        templates,
      });
      await shop.work();
      expect(await shop.postmortems()).toHaveLength(drafted);
      await shop.stop();
      rmSync(templates, { recursive: true });
    },
  );

  it('asks once more when nothing can come any more', async () => {
    const shop = await startWith({ id, endedAgo: HOUR / 2 });
    await shop.work();
    const { state, failures, nextAt } = await shop.archive();
    expect({ state, failures }).toEqual({ state: 'collecting', failures: [] });
    // An hour after the end
    expect(Date.parse(nextAt) - Date.now()).toBeGreaterThan(HOUR / 3);
    await shop.stop();
  });

  it('leaves alone what was over before there was a schedule', async () => {
    const shop = await startWith({ id, endedAgo: 3 * HOUR });
    await shop.knex('schedule_start').update({ at: ago(-HOUR) });
    await shop.work();
    expect(shop.chat.asked).toBe(0);
    expect(await shop.postmortems()).toEqual([]);
    await shop.stop();
  });

  it('tells nobody when somebody else has drafted it', async () => {
    const shop = await startWith({ id, endedAgo: 3 * HOUR });
    await shop.api.post('/incidents/INC-1/postmortems', {}, ada);
    await shop.work();
    expect(await shop.postmortems()).toHaveLength(1);
    expect(shop.sent).toEqual([]);
    await shop.stop();
  });

  it('leaves an imported past alone', async () => {
    const shop = await startWith({ id, endedAgo: 8 * 24 * HOUR });
    await shop.work();
    expect(shop.chat.asked).toBe(0);
    expect(await shop.postmortems()).toEqual([]);
    await shop.stop();
  });
});
