import type { MetricPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { remembered } from '../../platform/text/remembered';
import { nameKey } from '../nameKey';
import type { Point, SealedFacts, SealedNode } from '../SealedFacts';

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

/** The last value of the first series with one of some names. */
type LastOfNamed = (names: readonly string[]) => number | undefined;

/** Finds values of the series among some nodes by their names. */
export function lastValues(
  nodes: readonly SealedNode[],
  facts: SealedFacts,
): LastOfNamed {
  const first = new Map<string, { id: string; place: number }>();
  for (const [place, { node, payload }] of nodes.entries()) {
    if (payload?.kind !== 'metric') continue;
    const name = nameKey(payload.metric);
    if (!first.has(name)) first.set(name, { id: node.id, place });
  }
  return names => {
    const [found] = names
      .flatMap(name => first.get(name) ?? [])
      .sort((a, b) => a.place - b.place);
    return found && facts.points(found.id).at(-1)?.value;
  };
}

/** Names of series that are the limit of one of a name. */
const limitNames = remembered((metric): readonly string[] => {
  const name = nameKey(metric).replace(/_(?:used|usage|current|in_use)$/, '');
  return LIMIT_NAMES.flatMap(word => [`${name}_${word}`, `${word}_${name}`]);
});

/** Where a metric first ran into its limit, having been free before. */
export function reachedLimit(
  payload: MetricPayload,
  points: readonly Point[],
  lastOfNamed: LastOfNamed,
): { point: Point; last: Point; limit: number } | undefined {
  const limit =
    ofLabels(payload) ??
    lastOfNamed(limitNames(payload.metric)) ??
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
