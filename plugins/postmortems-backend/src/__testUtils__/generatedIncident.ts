import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopServices, shopTrace } from './shopIncident';

const METRICS: [name: string, unit: string, low: number, high: number][] = [
  ['error_rate', 'ratio', 0.001, 0.6],
  ['latency_p99', 'seconds', 0.08, 9],
  ['request_duration', 'milliseconds', 35, 4200],
  ['memory_used', 'bytes', 2e8, 3e9],
  ['throughput', 'per_second', 40, 900],
  ['cpu_utilisation', 'percent', 12, 98],
  ['open_connections', 'count', 4, 320],
];
const ALERTS = ['HighErrorRate', 'SlowAnswers', 'PoolExhausted', 'PodRestarts'];
const LINES = [
  'upstream timed out while reading the response header',
  'connection refused by the database',
  'order rejected: currency missing',
  'circuit breaker opened',
];
const SAYINGS = [
  'errors are climbing since the release',
  'rolling back now',
  'the dashboard looks better again',
  'could this be the cache',
];

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** An incident with evidence of every kind, made up from a seed. */
export function generatedIncident(seed: number): {
  incident: Partial<Incident>;
  evidence: SubmitEvidenceNode[];
  /**
   * An investigation that found the deployment to be the cause of the first
   * metric's course.
   */
  trace: typeof shopTrace;
} {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]) =>
    from[Math.floor(random() * from.length)];
  const between = (low: number, high: number) => low + random() * (high - low);
  const day = Date.UTC(2026, 1, 1 + Math.floor(random() * 27));
  const start = day + Math.floor(between(1, 20) * 3600) * 1000;
  const iso = (offsetSeconds: number) =>
    new Date(start + Math.round(offsetSeconds) * 1000).toISOString();
  const length = between(8, 170) * 60;
  const refs = shopServices.map(({ ref }) => ref);
  const primary = pick(refs);
  const second = pick(refs.filter(ref => ref !== primary));

  const metrics = Array.from({ length: 3 }, (_, index): SubmitEvidenceNode => {
    const [metric, unit, low, high] = pick(METRICS);
    const calm = between(low, low * 3);
    const worst = between(high / 2, high);
    const points = Array.from({ length: 40 }, (__, point) => {
      const progress = (point - 10) / 20;
      const inside = progress > 0 && progress < 1;
      const value = inside
        ? calm + (worst - calm) * Math.sin(progress * Math.PI)
        : calm * between(0.95, 1.05);
      return [
        iso(-600 + ((length + 1200) / 40) * point),
        Number(value.toPrecision(5)),
      ] as [string, number];
    });
    return {
      id: `metric-${index}`,
      sourceType: 'telemetry',
      timestamp: iso(length + 660),
      metadata: { service: pick([primary, second]) },
      payload: { kind: 'metric', metric, unit, points },
    };
  });
  const alerts = Array.from(
    { length: 1 + Math.floor(random() * 4) },
    (_, i): SubmitEvidenceNode[] => {
      const fired = between(30, length / 2);
      const common = {
        sourceType: 'telemetry' as const,
        metadata: { service: pick([primary, second]) },
      };
      const alertName = pick(ALERTS);
      return [
        {
          ...common,
          id: `alert-${i}-firing`,
          timestamp: iso(fired),
          payload: {
            kind: 'alert',
            alertName,
            status: 'firing',
            summary: `${Math.round(between(5, 90))} % of requests fail`,
            startsAt: iso(fired),
          },
        },
        {
          ...common,
          id: `alert-${i}-resolved`,
          timestamp: iso(length - 30 - i),
          payload: {
            kind: 'alert',
            alertName,
            status: 'resolved',
            startsAt: iso(fired),
            endsAt: iso(length - 30 - i),
          },
        },
      ];
    },
  ).flat();
  const version = [1, 2, 3].map(() => Math.floor(random() * 30));
  const deployment: SubmitEvidenceNode = {
    id: 'deployment',
    sourceType: 'deployment',
    timestamp: iso(-between(60, 3000)),
    metadata: { service: primary },
    payload: {
      kind: 'deployment',
      version: version.join('.'),
      previousVersion: `${version[0]}.${version[1]}.${version[2] + 31}`,
    },
  };
  const logs = Array.from(
    { length: 12 },
    (_, i): SubmitEvidenceNode => ({
      id: `log-${i}`,
      sourceType: 'telemetry',
      timestamp: iso(between(0, length)),
      metadata: { service: pick([primary, second]) },
      payload: { kind: 'log', level: 'error', message: pick(LINES) },
    }),
  );
  const chat = Array.from(
    { length: 6 },
    (_, i): SubmitEvidenceNode => ({
      id: `chat-${i}`,
      sourceType: 'chat',
      timestamp: iso(between(60, length)),
      metadata: { service: primary },
      payload: {
        kind: 'message',
        channel: '#incident',
        author: { id: `U${i}`, name: pick(['Ada Okafor', 'Jonas Lind']) },
        text: pick(SAYINGS),
      },
    }),
  );
  const [first] = metrics;
  const { metric, points } = first.payload as {
    metric: string;
    points: [string, number][];
  };
  const subject = first.metadata.service.replace(/^component:default\//, '');
  const changed = primary.replace(/^component:default\//, '');
  const release = version.join('.');
  const hypothesis = `${metric} of ${subject} rose because ${changed} was deployed in version ${release}.`;
  chat.push({
    id: 'chat-guess',
    sourceType: 'chat',
    timestamp: iso(length / 2),
    metadata: { service: primary },
    payload: {
      kind: 'message',
      channel: '#incident',
      author: { id: 'U9', name: 'Ada Okafor' },
      text: `I am sure: ${hypothesis}`,
    },
  });
  const step = shopTrace.steps[1];
  return {
    trace: {
      ...shopTrace,
      incidentId: `INC-${seed}`,
      rootCauseHypothesis: hypothesis,
      supportingEvidence: ['change', 'course'],
      contributingFactors: [],
      steps: [
        {
          ...step,
          stepId: 'change',
          action: 'check_deployment',
          input: { service: changed },
          output: { reading: `${changed} was deployed in version ${release}` },
          evidence: ['deployment'],
          validation: {
            passed: true,
            rule: 'a deployment precedes the rise',
            explanation: `${changed} was deployed in version ${release}`,
          },
          nextStep: 'course',
        },
        {
          ...step,
          stepId: 'course',
          action: 'query_metric',
          input: { service: subject },
          output: {
            reading: `${metric} of ${subject} rose`,
            highest: Math.max(...points.map(([, value]) => value)),
          },
          evidence: ['metric-0'],
          validation: {
            passed: true,
            rule: 'the metric rose',
            explanation: `${metric} of ${subject} rose`,
          },
          nextStep: null,
        },
      ] as unknown as typeof shopTrace.steps,
    },
    incident: {
      key: `INC-${seed}`,
      services: [primary, second],
      startedAt: iso(0),
      detectedAt: iso(between(20, length / 2)),
      resolvedAt: iso(length),
    },
    evidence: [...metrics, ...alerts, deployment, ...logs, ...chat],
  };
}
