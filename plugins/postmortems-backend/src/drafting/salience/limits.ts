import type {
  EvidenceNode,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName, statedLimits } from '../../verification';
import type { KnownEvidence } from '../facts/knownEvidence';
import type { Harm } from './direction';
import type { TimedPoint } from './points';
import { wordsOf } from './words';

/** Words by which a series names what another can be at most. */
const LIMIT_WORDS = new Set(
  ['max', 'maximum', 'limit', 'limits', 'capacity', 'quota', 'size'].flatMap(
    wordsOf,
  ),
);
/** Words that name no thing. */
const BARE = new Set(
  ['count', 'total', 'current', 'in', 'used', 'settings', 'spec', 'stat']
    .flatMap(wordsOf)
    .concat(['pg', 'node', 'container', 'kube', 'aws', 'byte', 'usage']),
);
/** Part of a limit from which a metric has run into it. */
const REACHED = 0.95;
const MIN_STATED = 10;
const NATURAL: Record<string, number> = { percent: 100, ratio: 1 };

/** A series, as far as limits go. */
export type Limited = {
  metric: string;
  unit?: string;
  service: string;
  points: readonly TimedPoint[];
};

/** Whether an extreme is as far as a metric can go: nothing left, all of a share, or what another series allows. */
export function isAtLimit(options: {
  extreme: number;
  before: number;
  unit: string | undefined;
  harm: Harm;
  limit: number | undefined;
}): boolean {
  const { extreme, before, unit, harm, limit } = options;
  if (harm === 'down') {
    return before > 0 && extreme >= 0 && extreme <= before * (1 - REACHED);
  }
  const highest = limit ?? (harm === 'up' ? NATURAL[unit ?? ''] : undefined);
  return highest !== undefined && extreme >= highest * REACHED;
}

/** The series that says how much a metric can be at most: a steady one of the same service and unit, named like it. */
export function limitOf<T extends Limited>(
  series: Limited,
  all: readonly T[],
): T | undefined {
  if (isLimit(series)) return undefined;
  const { metric, unit = '', service, points } = series;
  const words = new Set(
    wordsOf(`${metric} ${unit}`).filter(word => !BARE.has(word)),
  );
  const highest = points.reduce(
    (a, { value }) => Math.max(a, value),
    -Infinity,
  );
  let best: { limit: T; shared: number } | undefined;
  for (const limit of all) {
    if (
      limit.service === service &&
      (limit.unit ?? '') === unit &&
      isLimit(limit) &&
      isSteady(limit.points) &&
      limit.points[0].value >= highest &&
      highest >= limit.points[0].value / 2
    ) {
      const shared = wordsOf(limit.metric).filter(word =>
        words.has(word),
      ).length;
      if (shared > (best?.shared ?? 0)) best = { limit, shared };
    }
  }
  return best?.limit;
}

function isLimit({ metric }: Limited): boolean {
  return wordsOf(metric).some(word => LIMIT_WORDS.has(word));
}

function isSteady(points: readonly TimedPoint[]): boolean {
  return points.every(({ value }) => value === points[0].value);
}

/** The limit that a log line, event or message of the service gives beside a value that the metric had: `469 of 500`. */
export function limitByWords(
  { service, points }: Pick<Limited, 'service' | 'points'>,
  evidence: readonly KnownEvidence[],
):
  | { node: EvidenceNode; pointer: string; text: string; value: number }
  | undefined {
  const values = new Set(points.map(({ value }) => Math.round(value)));
  const highest = points.reduce(
    (a, { value }) => Math.max(a, value),
    -Infinity,
  );
  for (const { node, payload } of evidence) {
    if (serviceName(node.metadata.service) !== service) continue;
    const field = textFieldOf(payload);
    if (!field) continue;
    const found = statedLimits(field.text).find(
      ({ value, limit }) =>
        // Small numbers are everywhere
        value >= MIN_STATED && limit >= highest && values.has(value),
    );
    if (found) {
      const { text, limit } = found;
      return { node, pointer: field.pointer, text, value: limit };
    }
  }
  return undefined;
}

function textFieldOf(
  payload: KnownPayload | undefined,
): { pointer: string; text: string } | undefined {
  switch (payload?.kind) {
    case 'log':
    case 'event':
      return { pointer: '/message', text: payload.message };
    case 'message':
      return { pointer: '/text', text: payload.text };
    default:
      return undefined;
  }
}
