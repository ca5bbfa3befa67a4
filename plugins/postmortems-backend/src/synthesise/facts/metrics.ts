import {
  isoTimeSchema,
  type EvidenceNode,
  type Incident,
  type MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KnownEvidence } from './knownEvidence';
import type { MetricFact, MetricPoint } from './types';

/**
 * How each metric moved, the largest relative change first. Of several captures of one series the one with the most points
 * speaks.
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
    .sort((a, b) => b.change - a.change || compare(a.metric, b.metric));
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
  const moved = Math.abs(extreme.value - before.value);
  return [
    {
      node,
      metric: metric.metric,
      unit: metric.unit,
      service: node.metadata.service,
      before,
      extreme,
      isRecord: points.every(({ value }) =>
        extreme.value > before.value
          ? value <= extreme.value
          : value >= extreme.value,
      ),
      end: points[points.length - 1],
      change: moved === 0 ? 0 : moved / (Math.abs(before.value) || moved / 1e6),
    },
  ];
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
