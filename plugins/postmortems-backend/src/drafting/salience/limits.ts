import type {
  EvidenceNode,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../../platform/Turns';
import {
  serviceName,
  statedLimits,
  type StatedLimit,
} from '../../verification';
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

/** The series that say what others can be at most: steady ones with a name like that. */
export function limitSeries<T extends Limited>(all: readonly T[]): T[] {
  return all.filter(one => isLimit(one) && isSteady(one.points));
}

/** The one of {@link limitSeries} that is of the same service and unit as a series, and named like it. */
export function limitOf<T extends Limited>(
  series: Limited,
  limits: readonly T[],
): T | undefined {
  if (limits.length === 0 || isLimit(series)) return undefined;
  const { metric, unit = '', service, points } = series;
  const words = new Set(
    wordsOf(`${metric} ${unit}`).filter(word => !BARE.has(word)),
  );
  const highest = points.reduce(
    (a, { value }) => Math.max(a, value),
    -Infinity,
  );
  let best: { limit: T; shared: number } | undefined;
  for (const limit of limits) {
    const most = limit.points[0].value;
    if (
      limit.service === service &&
      (limit.unit ?? '') === unit &&
      most >= highest &&
      highest >= most / 2
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

/** What sources say of values and what they can be at most: `469 of 500`. */
export type SaidLimit = StatedLimit & { node: EvidenceNode; pointer: string };

/** What log lines, events and messages say of limits, by service. */
export function* saidLimits(
  evidence: readonly KnownEvidence[],
): Steps<Map<string, SaidLimit[]>> {
  const said = new Map<string, SaidLimit[]>();
  for (const { node, payload } of evidence) {
    const field = textFieldOf(payload);
    if (!field) continue;
    yield;
    for (const stated of statedLimits(field.text)) {
      // Small numbers are everywhere
      if (stated.value < MIN_STATED) continue;
      const service = serviceName(node.metadata.service);
      const known = said.get(service);
      const limit = { ...stated, node, pointer: field.pointer };
      if (known) known.push(limit);
      else said.set(service, [limit]);
    }
  }
  return said;
}

/** The limit that is said beside a value that the metric had. */
export function limitByWords(
  points: readonly TimedPoint[],
  said: readonly SaidLimit[] = [],
): SaidLimit | undefined {
  if (said.length === 0) return undefined;
  const values = new Set(points.map(({ value }) => Math.round(value)));
  const highest = points.reduce(
    (a, { value }) => Math.max(a, value),
    -Infinity,
  );
  return said.find(({ value, limit }) => limit >= highest && values.has(value));
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
