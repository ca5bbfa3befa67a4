import type {
  EvidenceNode,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Cited, Source } from '../write/sentence';

/** A length of time between two recorded times, in milliseconds. */
export type DurationFact = {
  what: 'incident' | 'detection' | 'mitigation';
  milliseconds: number;
  from: { source: Source; pointer: string; at: string };
  to: { source: Source; pointer: string; at: string };
};

/** How a metric moved: what it was before, its extreme, and where it ended. */
export type MetricFact = {
  node: EvidenceNode;
  metric: string;
  unit?: string;
  service: string;
  before: MetricPoint;
  extreme: MetricPoint;
  /** No captured point goes beyond the extreme, not even one before the incident. */
  isRecord: boolean;
  end: MetricPoint;
  /** Of the extreme against before, relative to before; for the order in which metrics are told. */
  change: number;
};

/** One point of a series: its place, UTC time and value. */
export type MetricPoint = { index: number; at: string; value: number };

/** Something that happened at a time. */
export type EventFact = {
  at: string;
  sourceTypes: SourceType[];
  /** The words for it, without the time. */
  says: (string | Cited)[];
  /** Where the time stands. */
  time: Cited;
  /** Equal keys in one slot of the timeline are the same thing told twice. */
  key: string;
  /** Higher stays when the timeline is full. */
  weight: number;
  /** The evidence that says it; empty for the incident record. */
  nodes: EvidenceNode[];
};
