/**
 * Evidence nodes from the recordings, in the shapes of the Prometheus module
 * and other sources.
 */
import { createHash } from 'node:crypto';

const shortHash = text =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Like `component:default/checkout`. */
export const refOf = service => `component:default/${service}`;

const LOGS_KEPT = 12;

export function alertNodes(notifications) {
  const nodes = new Map();
  for (const { alerts, groupKey } of notifications) {
    for (const alert of alerts) {
      const ended = alert.status === 'resolved' ? alert.endsAt : undefined;
      const id = `alert/${alert.fingerprint}/${alert.startsAt}/${
        ended ?? 'firing'
      }`;
      nodes.set(id, {
        id,
        sourceType: 'telemetry',
        timestamp: ended ?? alert.startsAt,
        provider: 'prometheus',
        metadata: {
          service: refOf(alert.labels.service),
          correlationId: groupKey,
        },
        payload: {
          kind: 'alert',
          alertName: alert.labels.alertname,
          status: alert.status,
          severity: alert.labels.severity,
          summary: alert.annotations.summary,
          labels: alert.labels,
          startsAt: alert.startsAt,
          ...(ended && { endsAt: ended }),
        },
      });
    }
  }
  return [...nodes.values()];
}

export function metricNode({ name, unit, query, service, points }) {
  return {
    id: `metric/${name}/${service}`,
    sourceType: 'telemetry',
    timestamp: points.at(-1)[0],
    provider: 'prometheus',
    metadata: { service: refOf(service) },
    payload: {
      kind: 'metric',
      metric: name,
      unit,
      query,
      labels: { service },
      points,
      stepSeconds: 5,
    },
  };
}

export function deploymentNode({
  at,
  service,
  version,
  previousVersion,
  kind,
  description,
}) {
  const commit = shortHash(`${service} ${version}`).slice(0, 7);
  return {
    id: `deployment/${service}/${version}/${at}`,
    sourceType: 'deployment',
    timestamp: at,
    provider: 'shop',
    metadata: { service: refOf(service) },
    sourceUrl: `https://ci.example.com/${service}/${version}`,
    payload: {
      kind: kind ?? 'deployment',
      version,
      previousVersion,
      environment: 'production',
      status: 'succeeded',
      commit,
      diffUrl: `https://git.example.com/${service}/compare/${previousVersion}...${version}`,
      ...(description && { description }),
    },
  };
}

/** The first lines of each service; a failing service says the same hundreds of times. */
export function logNodes(lines) {
  const kept = new Map();
  return lines
    .filter(({ service }) => {
      kept.set(service, (kept.get(service) ?? 0) + 1);
      return kept.get(service) <= LOGS_KEPT;
    })
    .map(({ at, service, level, message }, index) => ({
      id: `log/${service}/${index + 1}`,
      sourceType: 'telemetry',
      timestamp: at,
      provider: 'shop',
      metadata: { service: refOf(service) },
      payload: { kind: 'log', level, message },
    }));
}

export function chatNodes(channel, messages) {
  return messages.map(({ at, name, text, service }, index) => ({
    id: `chat/${index + 1}`,
    sourceType: 'chat',
    timestamp: at,
    provider: 'chat',
    metadata: { service: refOf(service), correlationId: channel },
    payload: {
      kind: 'message',
      channel,
      author: { id: name.toLowerCase().replace(' ', '.'), name },
      text,
    },
  }));
}
