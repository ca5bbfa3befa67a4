import type {
  EvidenceSpan,
  Series,
  Unit,
} from '@postmortems/backstage-plugin-postmortems-common';
import { unitOf } from '../compare';
import { nameKey } from '../nameKey';
import type { Point, SealedFacts } from '../SealedFacts';
import type { Evaluation } from './types';

/** The points of a stated series, when the cited node is that series. */
export function findSeries(
  { evidence, metric, service }: Series,
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
  const unit = unitOf(payload.unit);
  const points = facts.points(evidence);
  if (points.length === 0) return missing(`${payload.metric} has no points`);
  return { id: evidence, unit: unit ?? 'none', points };
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

/** A value as reasons show it, in the unit of its source. */
export function quantityText(value: number, unit: Unit): string {
  const shown = Number(value.toPrecision(5));
  switch (unit) {
    case 'ratio':
      return `${Number((value * 100).toPrecision(4))} %`;
    case 'percent':
      return `${shown} %`;
    case 'seconds':
      return `${shown} s`;
    case 'milliseconds':
      return `${shown} ms`;
    case 'bytes':
      return `${shown} bytes`;
    case 'per_second':
      return `${shown} per second`;
    default:
      return String(shown);
  }
}

export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
