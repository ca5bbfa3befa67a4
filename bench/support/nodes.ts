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

/**
 * Typical evidence of an incident: mostly log lines and chat, some alerts,
 * deployments and metrics. One node a second from `start` on.
 */
export function evidenceNodes(options: {
  count: number;
  start: Date;
  seed?: number;
}): SubmitEvidenceNode[] {
  const { count, start, seed = 1 } = options;
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]) =>
    from[Math.floor(random() * from.length)];
  return Array.from({ length: count }, (_, index): SubmitEvidenceNode => {
    const timestamp = new Date(start.getTime() + index * 1000).toISOString();
    const service = pick(SERVICES);
    const text = Array.from({ length: 12 }, () => pick(WORDS)).join(' ');
    const draw = random();
    const common = {
      id: `node-${index}`,
      timestamp,
      provider: 'bench',
      metadata: { service, region: 'eu-1', correlationId: `c-${index % 50}` },
    };
    if (draw < 0.25) {
      return {
        ...common,
        sourceType: 'chat' as const,
        payload: {
          kind: 'message',
          channel: 'incident-42',
          author: { id: `U${index % 9}`, name: `responder ${index % 9}` },
          text: `${text} ${index}`,
        },
      };
    }
    if (draw < 0.27) {
      return {
        ...common,
        sourceType: 'telemetry' as const,
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
    }
    if (draw < 0.29) {
      return {
        ...common,
        sourceType: 'deployment' as const,
        payload: {
          kind: 'deployment',
          version: `2.${index % 40}.0`,
          previousVersion: `2.${(index % 40) - 1}.9`,
          environment: 'production',
        },
      };
    }
    if (draw < 0.34) {
      return {
        ...common,
        sourceType: 'telemetry' as const,
        payload: {
          kind: 'alert',
          alertName: `HighErrorRate${index % 7}`,
          status: index % 2 ? 'resolved' : 'firing',
          severity: 'critical',
          summary: text,
          startsAt: timestamp,
        },
      };
    }
    return {
      ...common,
      sourceType: 'telemetry' as const,
      payload: { kind: 'log', level: 'error', message: `${text} ${index}` },
    };
  });
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
