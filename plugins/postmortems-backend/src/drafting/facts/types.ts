import type {
  EvidenceNode,
  Instant,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Source, Stated } from '../write/sentence';

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
  /** The range of the whole series, when nothing in it is notable. */
  steady?: { lowest: MetricPoint; highest: MetricPoint };
  end: MetricPoint;
  /** Of the extreme against before, relative to before; for the order in which metrics are told. */
  change: number;
  /** The metric moved so much that it is part of what happened. */
  isNotable: boolean;
  /** It belongs to a service that the incident affected. */
  isOfAffected: boolean;
};

/** One point of a series: its place, UTC time and value. */
export type MetricPoint = { index: number; at: string; value: number };

/** Something that happened at a time. */
export type EventFact = {
  at: string;
  sourceTypes: SourceType[];
  /** What is stated of it, with its time as the entry shows it. */
  statements: (at: Instant) => Stated[];
  /** Equal keys in one slot of the timeline are the same thing told twice. */
  key: string;
  /** Higher stays when the timeline is full. */
  weight: number;
  /** The evidence that says it; empty for the incident record. */
  nodes: EvidenceNode[];
};

/** What is told of one piece of evidence. */
export type Told = Pick<EventFact, 'at' | 'statements' | 'key' | 'weight'>;

/** Weights of events: what stays when the timeline is full. */
export const WEIGHT = {
  record: 6,
  change: 5,
  alert: 4,
  metric: 4,
  event: 3,
  chat: 3,
  log: 2,
  other: 1,
} as const;
