import {
  isoTimeSchema,
  type EvidenceNode,
  type MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { atOnce } from '../../platform/Turns';
import { quantityOf, serviceName } from '../../verification';
import { metricFacts } from '../facts/metrics';
import type { MetricPoint } from '../facts/types';
import type { SectionContext } from '../sections/context';
import { metricClaim } from '../sections/metricClaim';
import { cite, stated, type Stated } from '../write/sentence';
import { instantIn } from './instantIn';

/** How a metric moved, its highest and lowest value, and its value when the incident started. */
export function metricStatements(
  { node, payload }: { node: EvidenceNode; payload: MetricPayload },
  context: SectionContext,
): Stated[][] {
  const points = pointsOf(payload);
  if (points.length === 0) return [];
  const { incident } = context;
  const instant = instantIn(context);
  // The first of several equal ones
  const [highest] = [...points].sort((a, b) => b.value - a.value);
  const [lowest] = [...points].sort((a, b) => a.value - b.value);
  const atStart = points.filter(({ at }) => at <= incident.startedAt).at(-1);
  const series = {
    evidence: node.id,
    metric: payload.metric,
    service: serviceName(node.metadata.service),
  };
  const pointOf = (point: MetricPoint) => ({
    series,
    quantity: quantityOf(point.value, payload.unit),
    at: instant(point.at),
  });
  const cited = ({ index }: MetricPoint) => [
    ...cite(node, '/metric'),
    ...cite(node, `/points/${index}/1`),
    ...cite(node, `/points/${index}/0`),
  ];
  const extreme = (which: 'highest' | 'lowest', point: MetricPoint) => [
    stated({ type: 'extreme', which, ...pointOf(point) }, cited(point)),
  ];
  return [
    ...atOnce(
      metricFacts({
        evidence: [{ node, payload }],
        incident,
        alerts: context.alerts,
      }),
    ).map(fact => statedBy(metricClaim('summary', fact, context))),
    extreme('highest', highest),
    extreme('lowest', lowest),
    ...(atStart
      ? [
          [
            stated(
              { type: 'value', extent: 'point', ...pointOf(atStart) },
              cited(atStart),
            ),
          ],
        ]
      : []),
  ];
}

function pointsOf({ points }: MetricPayload): MetricPoint[] {
  return points.flatMap(([time, value], index) => {
    const at = isoTimeSchema.safeParse(time).data;
    return at ? [{ index, at, value }] : [];
  });
}

/** The assertions of a drafted claim with its spans. */
function statedBy({
  reading,
  spans,
}: ReturnType<typeof metricClaim>): Stated[] {
  const [first, ...others] = reading?.assertions ?? [];
  return first ? [stated(first, spans), ...others.map(one => stated(one))] : [];
}
