import type { MetricPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';
import type { Point, SealedNode } from '../SealedFacts';

/** Part of a limit from which a metric has reached it, and below which it was free before. */
const REACHED = 0.97;
const FREE = 0.9;
/** Points before that show it was free. */
const MIN_BEFORE = 2;
/** Metrics of which all is the worst. */
const OF_USE =
  /us(?:ed|age)|utili[sz]ation|saturation|full|occup|pool|cpu|mem|disk|filesystem|quota|connections|sessions|inodes|threads|workers/i;
const NATURAL: Record<string, number> = { percent: 100, ratio: 1 };
/** Labels that give the most that a metric can be. */
const LIMIT_LABELS = ['limit', 'max', 'capacity', 'quota'];
/** What the name of a metric that is the limit of another one has more. */
const LIMIT_NAMES = ['max', 'limit', 'capacity', 'quota', 'total'];

/** Where a metric first ran into its limit, having been free before. */
export function reachedLimit(
  payload: MetricPayload,
  points: readonly Point[],
  others: readonly SealedNode[],
  pointsOf: (id: string) => readonly Point[],
): { point: Point; last: Point; limit: number } | undefined {
  const limit =
    ofLabels(payload) ??
    ofSeries(payload, others, pointsOf) ??
    (OF_USE.test(payload.metric) ? NATURAL[payload.unit ?? ''] : undefined);
  if (!limit || limit <= 0) return undefined;
  const index = points.findIndex(({ value }) => value >= limit * REACHED);
  const before = points.slice(0, Math.max(index, 0));
  const sorted = before.map(({ value }) => value).sort((a, b) => a - b);
  if (
    before.length < MIN_BEFORE ||
    sorted[sorted.length >> 1] >= limit * FREE
  ) {
    return undefined;
  }
  const left = points.findIndex(
    (point, place) => place > index && point.value < limit * REACHED,
  );
  return {
    point: points[index],
    last: points[(left < 0 ? points.length : left) - 1],
    limit,
  };
}

function ofLabels({ labels }: MetricPayload): number | undefined {
  for (const name of LIMIT_LABELS) {
    const value = Number((labels as Record<string, unknown>)?.[name] ?? NaN);
    if (value > 0) return value;
  }
  return undefined;
}

/** The value of the series that is named as the limit of this one. */
function ofSeries(
  { metric }: MetricPayload,
  others: readonly SealedNode[],
  pointsOf: (id: string) => readonly Point[],
): number | undefined {
  const name = nameKey(metric).replace(/_(?:used|usage|current|in_use)$/, '');
  const names = new Set(
    LIMIT_NAMES.flatMap(word => [`${name}_${word}`, `${word}_${name}`]),
  );
  for (const { node, payload } of others) {
    if (payload?.kind === 'metric' && names.has(nameKey(payload.metric))) {
      return pointsOf(node.id).at(-1)?.value;
    }
  }
  return undefined;
}
