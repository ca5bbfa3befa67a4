/**
 * Evidence nodes from a simulation, in the shapes of the Prometheus module and
 * other sources.
 */
import { createHash } from 'node:crypto';

/** The providers say where the data are from: no real system stands behind them. */
const SIMULATOR = 'simulator';
const WRITER = 'made-up-chat';

const shortHash = text =>
  createHash('sha256').update(text).digest('hex').slice(0, 7);

/** Like `component:default/checkout`. */
export const refOf = service => `component:default/${service}`;

const metadataOf = ({ service, region }, more) => ({
  service: refOf(service),
  ...(region && { region }),
  ...more,
});

export function alertNodes(alerts) {
  return alerts.flatMap(
    ({ name, service, region, severity, summary, labels, ...times }) =>
      ['firing', 'resolved']
        .filter(status => status === 'firing' || times.endsAt)
        .map(status => ({
          id: `alert/${[name, region, times.startsAt, status]
            .filter(Boolean)
            .join('/')}`,
          sourceType: 'telemetry',
          timestamp: status === 'firing' ? times.startsAt : times.endsAt,
          provider: SIMULATOR,
          metadata: metadataOf(
            { service, region },
            { correlationId: `{}:{service="${service}"}` },
          ),
          payload: {
            kind: 'alert',
            alertName: name,
            status,
            severity,
            summary,
            labels,
            startsAt: times.startsAt,
            ...(status === 'resolved' && { endsAt: times.endsAt }),
          },
        })),
  );
}

export function metricNode({ name, service, region, points, ...more }) {
  return {
    id: `metric/${[name, service, region].filter(Boolean).join('/')}`,
    sourceType: 'telemetry',
    timestamp: points.at(-1)[0],
    provider: SIMULATOR,
    metadata: metadataOf({ service, region }),
    payload: {
      kind: 'metric',
      metric: name,
      labels: { service, ...(region && { region }) },
      ...more,
      points,
    },
  };
}

/** A deployment, rollback or change of settings. */
export function deploymentNode({
  at,
  service,
  region,
  pull,
  sourceUrl,
  ...change
}) {
  const { version, previousVersion } = change;
  const repository = `https://git.example.com/shop/${service}`;
  return {
    id: `deployment/${service}/${change.name ?? version}/${at}`,
    sourceType: 'deployment',
    timestamp: at,
    provider: SIMULATOR,
    metadata: metadataOf({ service, region }),
    sourceUrl: pull ? `${repository}/pull/${pull.number}` : repository,
    payload: {
      kind: 'deployment',
      environment: 'production',
      status: 'succeeded',
      ...change,
      ...(version && {
        commit: shortHash(`${service} ${version}`),
        diffUrl: `${repository}/compare/${previousVersion}...${version}`,
      }),
      ...(pull && {
        pullRequest: { ...pull, url: `${repository}/pull/${pull.number}` },
      }),
    },
  };
}

export function logNodes(lines, showsRegions) {
  return lines.map(({ at, service, region, level, message }, index) => ({
    id: `log/${service}/${index + 1}`,
    sourceType: 'telemetry',
    timestamp: at,
    provider: SIMULATOR,
    metadata: metadataOf({ service, region: showsRegions && region }),
    payload: { kind: 'log', level, message },
  }));
}

export function chatNodes(channel, messages) {
  return messages.map(({ at, name, text, service, ...more }, index) => ({
    id: `chat/${index + 1}`,
    sourceType: 'chat',
    timestamp: at,
    provider: WRITER,
    metadata: metadataOf({ service }),
    payload: {
      kind: 'message',
      channel,
      author: { id: name.toLowerCase().replace(' ', '.'), name },
      text,
      ...more,
    },
  }));
}
