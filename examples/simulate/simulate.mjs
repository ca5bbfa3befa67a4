/**
 * Writes the incidents of the demo, examples/captures: telemetry is computed by
 * a seeded simulation of the shop, chat and investigations are made up around
 * its figures. Arguments are names of stories; without any, all are written.
 */
import { writeFile } from 'node:fs/promises';
import { alertsOver } from './alerts.mjs';
import {
  alertNodes,
  chatNodes,
  deploymentNode,
  logNodes,
  metricNode,
  refOf,
} from './evidence.mjs';
import { sampledLogs } from './logs.mjs';
import { Random } from './random.mjs';
import { QUERIES, Region, STEP_SECONDS } from './shop.mjs';
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

const MINUTE_MS = 60_000;
const STEP_MINUTES = STEP_SECONDS / 60;
/** Steps in the window of a rate. */
const WINDOW = (2 * 60) / STEP_SECONDS;

/** Runs a story; answers with everything that was seen. */
function play(story) {
  const timeOf = minute =>
    new Date(
      Date.parse(story.startedAt) + Math.round(minute * MINUTE_MS),
    ).toISOString();
  const regions = Object.fromEntries(
    Object.entries(story.regions).map(([name, ordersPerSecond], index) => [
      name,
      new Region({ random: new Random(story.seed + index), ordersPerSecond }),
    ]),
  );
  const steps = new Map();
  const lines = [];
  const logs = [];
  const changes = [];
  const ahead = [...story.events].sort((a, b) => a.minute - b.minute);
  for (let minute = story.from; minute < story.to; minute += STEP_MINUTES) {
    while (ahead.length > 0 && ahead[0].minute <= minute) {
      const { minute: exactly, change, log, turn } = ahead.shift();
      if (change) changes.push({ at: timeOf(exactly), ...change });
      if (log) logs.push({ at: timeOf(exactly), ...log });
      turn?.(regions);
    }
    for (const [name, region] of Object.entries(regions)) {
      story.each?.(name, region, minute);
      const { orders, rejected, unpaid } = region;
      const seen = region.step(minute);
      const at = timeOf(minute + STEP_MINUTES);
      for (const [key, value] of Object.entries(seen)) {
        const raw = steps.get(`${key} ${name}`) ?? [];
        raw.push([at, value]);
        steps.set(`${key} ${name}`, raw);
      }
      lines.push({
        at: timeOf(minute + STEP_MINUTES / 2),
        region: name,
        order: 48_000 + orders + 7,
        rejected: region.rejected - rejected,
        unpaid: region.unpaid - unpaid,
      });
    }
  }
  const pointsOf = (metric, service, region = Object.keys(regions)[0]) =>
    seriesOf(
      steps.get(`${metric} ${service} ${region}`),
      QUERIES[metric].isGauge,
    );
  const alerts = Object.keys(regions).flatMap(region =>
    story.alerts.flatMap(name =>
      alertsOver(
        name,
        (metric, service) => pointsOf(metric, service, region),
        story.showsRegions ? region : undefined,
      ),
    ),
  );
  return {
    timeOf,
    regions,
    pointsOf,
    changes,
    alerts: alerts.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
    logs: [...logs, ...sampledLogs(lines)],
  };
}

/** What a query answers: a gauge as it is, anything else over the window of a rate. */
function seriesOf(steps, isGauge = false) {
  return steps.map(([time, value], index) => {
    const window = isGauge
      ? [value]
      : steps
          .slice(Math.max(0, index - WINDOW + 1), index + 1)
          .map(([, one]) => one);
    const sum = window.reduce((total, one) => total + one, 0);
    return [time, Number((sum / window.length).toPrecision(3))];
  });
}

/** Facts that the stories put into words. */
function factsOf({ timeOf, regions, pointsOf, changes, alerts, logs }, story) {
  const valuesOf = (...of) => pointsOf(...of).map(([, value]) => value);
  return {
    at: timeOf,
    alerts,
    changes,
    regions,
    /** Highest value of all. */
    peak: (...of) => Math.max(...valuesOf(...of)),
    /** Value at this minute of the story. */
    valueAt: (minute, ...of) =>
      pointsOf(...of).find(([time]) => time >= timeOf(minute))[1],
    /** Value in the calm before: the median. */
    calm: (...of) => {
      const before = pointsOf(...of)
        .filter(([time]) => time < story.startedAt)
        .map(([, value]) => value)
        .sort((a, b) => a - b);
      return before[Math.floor(before.length / 2)];
    },
    logsOf: service => logs.filter(line => line.service === service),
  };
}

function captureOf(story) {
  const played = play(story);
  const facts = factsOf(played, story);
  const metrics = story.metrics.flatMap(([name, service]) =>
    Object.keys(story.regions).map(region => {
      const selector = story.showsRegions
        ? `service="${service}",region="${region}"`
        : `service="${service}"`;
      return metricNode({
        name,
        service,
        ...(story.showsRegions && { region }),
        unit: QUERIES[name].unit,
        query: QUERIES[name].query(selector),
        points: played.pointsOf(name, service, region),
        stepSeconds: STEP_SECONDS,
      });
    }),
  );
  const evidence = [
    ...alertNodes(played.alerts),
    ...metrics,
    ...played.changes.map(deploymentNode),
    ...logNodes(played.logs, story.showsRegions),
    ...chatNodes(story.channel, story.chat(facts)),
  ].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  const ids = evidence.map(({ id }) => id);
  const trace = story.trace?.(facts, {
    metric: (...of) => `metric/${of.join('/')}`,
    logs: service => ids.filter(id => id.startsWith(`log/${service}/`)),
    changes: service =>
      ids.filter(id => id.startsWith(`deployment/${service}/`)),
  });
  const { detectedAt, mitigatedAt, resolvedAt } = story.times(facts);
  return {
    about: story.about,
    incident: {
      key: story.key,
      title: story.title,
      description: `${story.description} (An incident of the demo: the telemetry is simulated, people and messages are made up.)`,
      severity: story.severity,
      services: story.services.map(refOf),
      startedAt: story.startedAt,
      detectedAt,
      mitigatedAt,
      resolvedAt,
      participants: story.participants,
    },
    evidence,
    ...(trace && { trace: { incidentId: story.key, ...trace } }),
  };
}

/** Indented, with a point of a series on one line. */
function textOf(capture) {
  return `${JSON.stringify(capture, null, 1).replace(
    /\[\s+("[^"]*"),\s+([^\s\]]+)\s+\]/g,
    '[$1, $2]',
  )}\n`;
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
for (const name of names.length > 0 ? names : Object.keys(STORIES)) {
  const capture = captureOf(STORIES[name]);
  await writeFile(
    new URL(`../captures/${name}.json`, import.meta.url),
    textOf(capture),
  );
  console.log(`${name}: ${capture.evidence.length} pieces of evidence`);
}
