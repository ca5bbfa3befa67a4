import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';

const SERVICES = ['checkout', 'payment-service', 'inventory'];
const WORDS =
  'pool timeout retry upstream latency order basket gateway refused slow queue'.split(
    ' ',
  );

/** Small numbers that are the same in each run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What typical evidence is, most of it log lines and chat. */
const SHARES = {
  message: 0.25,
  metric: 0.02,
  deployment: 0.02,
  alert: 0.05,
  'tool call': 0,
  log: 0.66,
};

export type NodeKind = keyof typeof SHARES;

/**
 * Typical evidence of an incident, or that of one kind. One node a second from
 * `start` on.
 */
export function evidenceNodes(options: {
  count: number;
  start: Date;
  seed?: number;
  kind?: NodeKind;
}): SubmitEvidenceNode[] {
  const { count, start, seed = 1 } = options;
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]) =>
    from[Math.floor(random() * from.length)];
  return Array.from({ length: count }, (_, index): SubmitEvidenceNode => {
    const timestamp = new Date(start.getTime() + index * 1000).toISOString();
    const service = pick(SERVICES);
    const text = Array.from({ length: 12 }, () => pick(WORDS)).join(' ');
    const kind = options.kind ?? kindAt(random());
    return {
      id: `node-${index}`,
      timestamp,
      provider: 'bench',
      metadata: { service, region: 'eu-1', correlationId: `c-${index % 50}` },
      ...contentOf({ kind, index, start, timestamp, text, random }),
    };
  });
}

function kindAt(draw: number): NodeKind {
  let below = 0;
  for (const [kind, share] of Object.entries(SHARES)) {
    below += share;
    if (draw < below) return kind as NodeKind;
  }
  return 'log';
}

function contentOf(options: {
  kind: NodeKind;
  index: number;
  start: Date;
  timestamp: string;
  text: string;
  random: () => number;
}): Pick<SubmitEvidenceNode, 'sourceType' | 'payload'> {
  const { kind, index, start, timestamp, text, random } = options;
  switch (kind) {
    case 'message':
      return {
        sourceType: 'chat',
        payload: {
          kind: 'message',
          channel: 'incident-42',
          author: { id: `U${index % 9}`, name: `responder ${index % 9}` },
          text: `${text} ${index}`,
        },
      };
    case 'metric':
      return {
        sourceType: 'telemetry',
        payload: {
          kind: 'metric',
          metric: `error_rate_${index % 5}`,
          unit: 'ratio',
          points: Array.from({ length: 60 }, (__, point) => [
            new Date(start.getTime() + point * 15_000).toISOString(),
            Math.round(random() * 1000) / 1000,
          ]),
        },
      };
    case 'deployment':
      return {
        sourceType: 'deployment',
        payload: {
          kind: 'deployment',
          version: `2.${index % 40}.0`,
          previousVersion: `2.${(index % 40) - 1}.9`,
          environment: 'production',
        },
      };
    case 'alert':
      return {
        sourceType: 'telemetry',
        payload: {
          kind: 'alert',
          alertName: `HighErrorRate${index % 7}`,
          status: index % 2 ? 'resolved' : 'firing',
          severity: 'critical',
          summary: text,
          startsAt: timestamp,
        },
      };
    case 'tool call':
      return {
        sourceType: 'agent_trace',
        payload: {
          tool: 'kubectl_logs',
          params: { pod: `checkout-${index % 9}` },
          output: `${text} ${index}\n${text}`,
        },
      };
    default:
      return {
        sourceType: 'telemetry',
        payload: { kind: 'log', level: 'error', message: `${text} ${index}` },
      };
  }
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
