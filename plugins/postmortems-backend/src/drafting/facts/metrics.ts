import {
  isoTimeSchema,
  type EvidenceNode,
  type Incident,
  type MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../../verification';
import type { KnownEvidence } from './knownEvidence';
import type { MetricFact, MetricPoint } from './types';

/** Relative change that makes a metric part of what happened. */
const NOTABLE_CHANGE = 0.1;
/** For shares, which stay close to one when all is well: the change of the share itself. */
const NOTABLE_SHARE: Record<string, number> = { ratio: 0.01, percent: 1 };

/**
 * How each metric moved: those of the affected services first, the largest relative change first. Of several captures of one series
 * the one with the most points speaks.
 */
export function metricFacts(
  evidence: readonly KnownEvidence[],
  incident: Incident,
): MetricFact[] {
  const best = new Map<string, { node: EvidenceNode; metric: MetricPayload }>();
  for (const { node, payload } of evidence) {
    if (payload?.kind === 'metric') {
      const series = seriesKey(node, payload);
      const known = best.get(series);
      if (!known || known.metric.points.length < payload.points.length) {
        best.set(series, { node, metric: payload });
      }
    }
  }
  return [...best.values()]
    .flatMap(({ node, metric }) => metricFact(node, metric, incident))
    .sort(
      (a, b) =>
        Number(b.isOfAffected) - Number(a.isOfAffected) ||
        b.change - a.change ||
        compare(a.metric, b.metric),
    );
}

function seriesKey(node: EvidenceNode, metric: MetricPayload): string {
  const labels = Object.entries(metric.labels ?? {}).sort(([a], [b]) =>
    compare(a, b),
  );
  return JSON.stringify([
    metric.metric,
    metric.query ?? '',
    node.metadata.service,
    labels,
  ]);
}

function metricFact(
  node: EvidenceNode,
  metric: MetricPayload,
  incident: Incident,
): MetricFact[] {
  const points = metric.points.flatMap(([time, value], index) => {
    const at = isoTimeSchema.safeParse(time).data;
    return at ? [{ index, at, value }] : [];
  });
  if (points.length === 0) return [];
  const earlier = points.filter(({ at }) => at < incident.startedAt);
  const before = lowerMedian(earlier) ?? points[0];
  let extreme = before;
  for (const point of points) {
    if (
      // What came before is what it is compared with
      (point.at >= incident.startedAt || earlier.length === 0) &&
      point.index > before.index &&
      Math.abs(point.value - before.value) >
        Math.abs(extreme.value - before.value)
    ) {
      extreme = point;
    }
  }
  const byValue = [...points].sort((a, b) => a.value - b.value);
  const [lowest, highest] = [byValue[0], byValue[byValue.length - 1]];
  const changeTo = (value: number) =>
    relativeChange(before.value, Math.abs(value - before.value));
  const isNotable = (value: number) =>
    changeTo(value) >= NOTABLE_CHANGE ||
    Math.abs(value - before.value) >=
      (NOTABLE_SHARE[metric.unit ?? ''] ?? Infinity);
  const affected = incident.services.map(serviceName);
  return [
    {
      node,
      metric: metric.metric,
      unit: metric.unit,
      service: node.metadata.service,
      before,
      extreme,
      isRecord:
        extreme.value > before.value
          ? highest.value === extreme.value
          : lowest.value === extreme.value,
      ...(points.length === metric.points.length &&
        !isNotable(lowest.value) &&
        !isNotable(highest.value) && { steady: { lowest, highest } }),
      end: points[points.length - 1],
      change: changeTo(extreme.value),
      isNotable: isNotable(extreme.value),
      isOfAffected: affected.includes(serviceName(node.metadata.service)),
    },
  ];
}

/** From nothing to something is more than any other change. */
function relativeChange(before: number, moved: number): number {
  return moved === 0 ? 0 : moved / (Math.abs(before) || moved / 1e6);
}

/** The middle point by value; one that was measured, not a mean of two. */
function lowerMedian(points: MetricPoint[]): MetricPoint | undefined {
  return [...points].sort((a, b) => a.value - b.value || a.index - b.index)[
    Math.floor((points.length - 1) / 2)
  ];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
