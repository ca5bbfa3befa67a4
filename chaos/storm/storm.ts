import type { Knex } from 'knex';
import { FakeSlack } from '../../plugins/postmortems-backend-module-slack/src/__testUtils__/FakeSlack';
import { runPostgres } from '../../scripts/postgres.mjs';
import { START } from '../material';
import type { Notification } from '../plan';
import { openStored } from '../postgres';
import type { Report } from '../report';
import { Scene } from '../Scene';
import { sendAll } from '../workload';
import { killAtWork } from './kills';
import { Progress } from './Progress';
import {
  CHANNEL,
  CHANNEL_INCIDENT,
  endOf,
  factsOfAlerts,
  factsOfMessages,
  type Message,
  messagesOf,
  stormOf,
} from './sent';
import { verifyStorm } from './verifyStorm';

const MESSAGES = 10_000;
/** Each fires and ends. */
const ALERTS = 5_000;
const KILLS = 20;
const LEAST_KILLS = 3;
/** As of Slack's tier 3, with pages half as long as those that are asked for. */
const SLACK_LIMITS = { callsPerMinute: 50, page: 100 };
const SENDERS = 8;
/** People who have the channel read, side by side. */
const READERS = 2;
const READY_TIMEOUT_MS = 120_000;

/**
 * Two replicas over PostgreSQL take a storm of alerts while they read a long
 * channel, and are killed again and again in the middle of it.
 */
export async function stormScenario(options: {
  seed: number;
  /** 1 for the whole, less for a part of it. */
  scale: number;
  folder: string;
  report: Report;
}): Promise<void> {
  const { seed, scale, folder, report } = options;
  const messages = messagesOf(seed, Math.round(MESSAGES * scale));
  const notifications = stormOf(seed, Math.round(ALERTS * scale));
  const kills = Math.max(LEAST_KILLS, Math.round(KILLS * scale));
  const slack = await FakeSlack.start(Date);
  slack.limits = SLACK_LIMITS;
  slack.add({ ...CHANNEL, messages });
  const postgres = await runPostgres({ fsync: 'off' });
  const scene = await Scene.start({
    ...{ seed, folder, name: 'storm', replicas: 2, minutes: 0 },
    database: { client: 'pg', connection: postgres.url },
    slack: {
      ...{ token: slack.token, apiUrl: slack.apiUrl },
      channels: [CHANNEL.name],
    },
  });
  const knex = openStored(postgres.url);
  try {
    await scene.open();
    const since = Date.now();
    const isAfter = (figure: string) =>
      report.figure(figure, (Date.now() - since) / 1000, 's');
    await weather({
      scene,
      knex,
      seed,
      messages,
      notifications,
      kills,
      report,
    });
    isAfter('storm_over_after');
    scene.calm();
    await Promise.all(scene.replicas.map(one => one.ready(READY_TIMEOUT_MS)));
    await scene.quiet(knex);
    isAfter('storm_quiet_after');
    await scene.verify(knex);
    const facts = [
      ...factsOfAlerts(notifications),
      ...factsOfMessages(messages),
    ];
    await verifyStorm({ knex, facts, notifications, report });
  } finally {
    await knex.destroy();
    await scene.stop();
    await postgres.stop();
    await slack.stop();
  }
  const met = scene.replicas
    .flatMap(one => one.signals)
    .filter(one => one.wasReady && one.callsInFlight > 0).length;
  report.found(
    'storm_too_few_kills',
    met < kills ? [`${met} of ${kills} met a replica at work`] : [],
  );
  for (const method of ['conversations.history', 'conversations.replies']) {
    report.figure(`storm_${method}`, slack.callsOf(method), 'calls');
  }
  report.scene('storm', scene);
}

/** Until everything was sent and read, and the last kill was. */
async function weather(options: {
  scene: Scene;
  knex: Knex;
  seed: number;
  messages: readonly Message[];
  notifications: readonly Notification[];
  kills: number;
  report: Report;
}): Promise<void> {
  const { scene, knex, seed, messages, notifications, kills, report } = options;
  const progress = new Progress({
    knex,
    sent: {
      slack: messages.length,
      prometheus: factsOfAlerts(notifications).length,
    },
  });
  await openIncident(scene, endOf(messages));
  let isKilled = false;
  await Promise.all([
    sendAll({
      caller: scene.caller('alertmanager'),
      notifications,
      authorization: scene.sender,
      senders: SENDERS,
    }),
    ...Array.from({ length: READERS }, (_, index) =>
      readChannel(scene, `reader ${index}`, async () => {
        const { isRead, hasStalled } = await progress.look();
        // A kill wants a call that it meets
        return hasStalled || (isRead && isKilled);
      }),
    ),
    killAtWork({
      ...{ replicas: scene.replicas, seed, kills },
      progress,
      onKill(number, part) {
        report.fault('kill');
        const percent = (100 * part).toFixed();
        report.progress(`kill ${number} of ${kills}, ${percent} % is stored`);
      },
    }).then(() => {
      isKilled = true;
    }),
  ]);
}

async function openIncident(scene: Scene, end: Date): Promise<void> {
  await scene.caller('opening the channel').write(
    { what: 'incident', key: CHANNEL_INCIDENT },
    {
      method: 'POST',
      path: '/v1/incidents',
      authorization: scene.person,
      body: {
        key: CHANNEL_INCIDENT,
        title: 'Everything alerts at once',
        severity: 'sev1',
        services: ['component:default/payments'],
        startedAt: new Date(START).toISOString(),
        resolvedAt: end.toISOString(),
      },
    },
  );
}

/** Each draft reads on in the channel for as long as Slack may be asked. */
async function readChannel(
  scene: Scene,
  name: string,
  isOver: () => Promise<boolean>,
): Promise<void> {
  const caller = scene.caller(name);
  const draft = { method: 'POST', body: {}, authorization: scene.person };
  const { id } = await caller.write(
    { what: 'draft', key: CHANNEL_INCIDENT },
    { ...draft, path: `/v1/incidents/${CHANNEL_INCIDENT}/postmortems` },
  );
  do {
    await caller.write(
      { what: 'regenerated', postmortem: id },
      { ...draft, path: `/v1/postmortems/${id}/regenerate` },
    );
  } while (!(await isOver()));
}
