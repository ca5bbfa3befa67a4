import type {
  EvidenceSpan,
  Series,
  Unit,
} from '@postmortems/backstage-plugin-postmortems-common';
import { unitOf } from '../compare';
import { nameKey } from '../nameKey';
import { regionOf } from '../regionOf';
import type { Point, SealedFacts, SealedNode } from '../SealedFacts';
import type { Evaluation } from './types';

/** The points of a stated series, when the cited node is that series. */
export function findSeries(
  { evidence, metric, service, labels = {} }: Series,
  facts: SealedFacts,
): { id: string; unit: Unit; points: readonly Point[] } | Evaluation {
  const found = facts.node(evidence);
  if (found?.payload?.kind !== 'metric') {
    return missing(`There is no metric ${evidence} in the evidence`);
  }
  const { node, payload } = found;
  const isSame =
    nameKey(payload.metric) === nameKey(metric) &&
    (!service || facts.isSameService(service, node.metadata.service));
  if (!isSame) {
    return {
      outcome: 'contradicted',
      detail: `The evidence is ${payload.metric} of ${node.metadata.service}`,
      spans: [],
    };
  }
  const other = Object.entries(labels).find(
    ([label, value]) => labelOf(found, label) !== value,
  );
  if (other) {
    const [label] = other;
    return {
      outcome: 'contradicted',
      detail: `The label ${label} of ${payload.metric} is ${
        labelOf(found, label) ?? 'absent'
      }`,
      spans: [],
    };
  }
  const unit = unitOf(payload.unit);
  const points = facts.points(evidence);
  if (points.length === 0) return missing(`${payload.metric} has no points`);
  return { id: evidence, unit: unit ?? 'none', points };
}

/** A label of the series; the region may be that of its node. */
function labelOf(found: SealedNode, label: string): string | undefined {
  if (label === 'region') return regionOf(found.node);
  const labels = found.payload?.kind === 'metric' && found.payload.labels;
  return labels && Object.hasOwn(labels, label) ? labels[label] : undefined;
}

function missing(detail: string): Evaluation {
  return { outcome: 'unsupported', detail, spans: [] };
}

export function pointSpan(evidenceId: string, point: Point): EvidenceSpan {
  return {
    evidenceId,
    pointer: `/points/${point.index}/1`,
    quote: JSON.stringify(point.value),
  };
}
