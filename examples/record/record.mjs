/**
 * Records the captures of the examples again. Plays each story in its own shop,
 * Prometheus and Alertmanager, and writes the recording to examples/captures.
 * Arguments are names of stories; without any, all are recorded.
 */
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startShop } from '../shop/shop.mjs';
import {
  alertNodes,
  chatNodes,
  deploymentNode,
  logNodes,
  metricNode,
  refOf,
} from './evidence.mjs';
import { QUERIES, startMonitoring } from './monitoring.mjs';
import { badDeployment } from './stories/badDeployment.mjs';
import { falseAlarm } from './stories/falseAlarm.mjs';
import { fullPool } from './stories/fullPool.mjs';
import { slowDependency } from './stories/slowDependency.mjs';

const STORIES = {
  'bad-deployment': badDeployment,
  'full-pool': fullPool,
  'slow-dependency': slowDependency,
  'false-alarm': falseAlarm,
};

const CALM_SECONDS = 60;
const RECOVERY_SECONDS = 45;
const WAIT_SECONDS = 120;
const STEP_SECONDS = 5;

async function until(what, check) {
  const deadline = Date.now() + WAIT_SECONDS * 1000;
  while (Date.now() < deadline) {
    const found = check();
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`Waited ${WAIT_SECONDS} s in vain for ${what}`);
}

/** Plays a story; answers with everything that was seen. */
async function play(story) {
  const logs = [];
  const deployments = [];
  const shop = await startShop({
    onLog: line => logs.push(line),
    onDeployment: deployment => deployments.push(deployment),
  });
  let monitoring;
  try {
    monitoring = await startMonitoring({
      targets: shop.targets,
      only: story.alerts,
    });
    await sleep(CALM_SECONDS * 1000);
    const alerts = status =>
      monitoring.received
        .flatMap(notification => notification.alerts)
        .filter(alert => alert.status === status);
    const broken = new Date();
    await story.breakIt(shop);
    await until(
      'the alert',
      () => alerts('firing').length >= story.alerts.length,
    );
    const detected = new Date();
    await sleep(story.brokenSeconds * 1000);
    const healed = new Date();
    await story.healIt(shop);
    await until(
      'the end of the alert',
      () => monitoring.received.at(-1)?.status === 'resolved',
    );
    await sleep(RECOVERY_SECONDS * 1000);
    const from = new Date(broken.getTime() - (CALM_SECONDS - 15) * 1000);
    const to = new Date();
    const metrics = [];
    for (const [name, service] of story.metrics) {
      const { unit, query } = QUERIES[name];
      const points = await monitoring.queryRange({
        query: query(service),
        from,
        to,
        step: STEP_SECONDS,
      });
      metrics.push({ name, unit, query: query(service), service, points });
    }
    return {
      broken,
      detected,
      healed,
      ended: new Date(
        Math.max(...alerts('resolved').map(alert => Date.parse(alert.endsAt))),
      ),
      notifications: monitoring.received,
      logs,
      deployments,
      metrics,
    };
  } finally {
    await monitoring?.stop();
    await shop.stop();
  }
}

/** Facts that the stories put into words. */
function factsOf(recorded) {
  const seriesOf = (name, service) =>
    recorded.metrics.find(one => one.name === name && one.service === service)
      .points;
  const at = (moment, seconds) =>
    new Date(recorded[moment].getTime() + seconds * 1000).toISOString();
  return {
    at,
    /** Highest value while it was broken. */
    peak: (name, service) =>
      Math.max(...seriesOf(name, service).map(([, value]) => value)),
    /** Value in the calm before. */
    calm: (name, service) =>
      seriesOf(name, service)
        .filter(([time]) => Date.parse(time) < recorded.broken.getTime())
        .map(([, value]) => value)
        .sort((a, b) => a - b)[2],
    points: seriesOf,
    logsOf: service => recorded.logs.filter(line => line.service === service),
    deployments: recorded.deployments,
    alerts: recorded.notifications.flatMap(({ alerts }) => alerts),
  };
}

async function record(name) {
  const story = STORIES[name];
  const recorded = await play(story);
  const facts = factsOf(recorded);
  const logs = logNodes(recorded.logs);
  const evidence = [
    ...alertNodes(recorded.notifications),
    ...recorded.metrics.map(metricNode),
    ...recorded.deployments.map(deploymentNode),
    ...logs,
    ...chatNodes(story.channel, story.chat(facts)),
  ].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  const ids = evidence.map(({ id }) => id);
  const trace = story.trace?.(facts, {
    metric: (metric, service) => `metric/${metric}/${service}`,
    logs: service => ids.filter(id => id.startsWith(`log/${service}/`)),
    deployments: service =>
      ids.filter(id => id.startsWith(`deployment/${service}/`)),
    alerts: ids.filter(id => id.startsWith('alert/')),
  });
  const iso = moment => recorded[moment].toISOString();
  const capture = {
    about: story.about,
    incident: {
      key: story.key,
      title: story.title,
      description: story.description,
      severity: story.severity,
      services: story.services.map(refOf),
      startedAt: iso('broken'),
      detectedAt: iso('detected'),
      mitigatedAt: iso('healed'),
      resolvedAt: iso('ended'),
      participants: story.participants,
    },
    evidence,
    ...(trace && { trace: { incidentId: story.key, ...trace } }),
  };
  await writeFile(
    new URL(`../captures/${name}.json`, import.meta.url),
    `${JSON.stringify(capture, null, 1)}\n`,
  );
  console.log(`${name}: ${evidence.length} pieces of evidence recorded`);
}

const names = process.argv.slice(2);
const unknown = names.filter(name => !Object.hasOwn(STORIES, name));
if (unknown.length > 0) {
  console.error(
    `There is no story named ${unknown.join(', ')}; there are ${Object.keys(
      STORIES,
    ).join(', ')}`,
  );
  process.exit(1);
}
console.log(
  'Recording takes about five minutes; the stories play side by side.',
);
await Promise.all(
  (names.length > 0 ? names : Object.keys(STORIES)).map(record),
);
