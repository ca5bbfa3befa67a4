import type {
  EvidenceNode,
  Instant,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { TimedPoint } from '../salience/points';
import type { Source, Stated } from '../write/sentence';

/** A length of time between two recorded times, in milliseconds. */
export type DurationFact = {
  what: 'incident' | 'detection' | 'mitigation';
  milliseconds: number;
  from: { source: Source; pointer: string; at: string };
  to: { source: Source; pointer: string; at: string };
};

/** The course of a series: with `spike` and `dip` it came back to its level before the incident. */
export type MetricShape =
  | 'rise'
  | 'fall'
  | 'spike'
  | 'dip'
  | 'growth_into_limit'
  | 'flat';

/** How a series moved: from where, to which extreme, and where it went from there. */
export type MetricFact = {
  node: EvidenceNode;
  metric: string;
  /** Labels that tell it from other series of the metric and service. */
  labels: Record<string, string>;
  unit?: string;
  service: string;
  points: readonly TimedPoint[];
  shape: MetricShape;
  /** The last point at its level before it moved. */
  before: MetricPoint;
  extreme: MetricPoint;
  /** The last point. */
  end: MetricPoint;
  /** No captured point goes beyond the extreme, not even one before the incident. */
  isRecord: boolean;
  /** Milliseconds from before to the extreme, when it went straight there. */
  reachedInMs?: number;
  /** The last point of those that keep to the extreme after it. */
  heldUntil?: MetricPoint;
  /** Where it came to rest: back at its level before the incident, or at another. */
  rest?: { point: MetricPoint; is: 'back' | 'level' };
  /** It was away from its level twice, and back between. */
  twice?: {
    first: { left: MetricPoint; peak: MetricPoint; back: MetricPoint };
    second: { left: MetricPoint; peak: MetricPoint; back?: MetricPoint };
  };
  /** The time in which it was away from its level once or more often. */
  swung?: { from: MetricPoint; to: MetricPoint };
  /** What it can be at most, when it got there: as another series shows, or as a source says of it. */
  limit?: { node: EvidenceNode; value: number } & (
    | { metric: string; point: MetricPoint }
    | { pointer: string; text: string }
  );
  /** It went as far as it can: nothing left, all of a share, or what another series allows. */
  isAtLimit: boolean;
  /** The range of the whole series, when nothing in it is notable. */
  steady?: { lowest: MetricPoint; highest: MetricPoint };
  /** Of the extreme against before, relative to before. */
  change: number;
  /** How much it matters to a reader, for the order in which metrics are told. */
  salience: number;
  /** The metric moved so much that it is part of what happened. */
  isNotable: boolean;
  /** It belongs to a service that the incident affected. */
  isOfAffected: boolean;
  /** It counts what users notice: requests that failed, orders, money, tickets. */
  isUserFacing: boolean;
  /** An alert or a hypothesis is about it. */
  isAskedFor: boolean;
  /** It moved in the direction that hurts; `undefined` when its name does not say which that is. */
  isHarmful?: boolean;
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
  /** How much it tells; see {@link WEIGHT}. */
  weight: number;
  /** A moment that belongs into a timeline before what merely tells much. */
  isKey?: boolean;
  /** A moment without which the timeline would not make sense. */
  isAlways?: boolean;
  /** When the last of what it stands for happened, if that is later. */
  until?: string;
  /** Its statements say themselves how many records they stand for. */
  isCounted?: boolean;
  /** Something failed. */
  isFailure?: boolean;
  /** The evidence that says it; empty for the incident record. */
  nodes: EvidenceNode[];
};

/** An incident of more than a day and a half is told by days, in milliseconds. */
const LONG_MS = 36 * 3_600_000;

/** Whether an incident lasted so long that it is told by days. */
export function isLong(spanMs: number): boolean {
  return spanMs > LONG_MS;
}

/** What is told of one piece of evidence. */
export type Told = Pick<
  EventFact,
  'at' | 'statements' | 'key' | 'weight' | 'isKey'
>;

/** Weights of events: what stays when the timeline is full. */
export const WEIGHT = {
  record: 6,
  /** A rollback or a change of the configuration, which people make to some end. */
  intervention: 5.5,
  change: 5,
  alert: 5,
  alertEnd: 4,
  /** An alert that fired before, after a while of quiet. */
  alertAgain: 3,
  metric: 4,
  event: 3,
  note: 3,
  failure: 3,
  log: 2,
  /** An alert of something that the incident did not affect. */
  alertElsewhere: 2,
  /** A change of something that the incident did not affect. */
  changeElsewhere: 1.5,
  /** What weighs less is shown only when there is room for everything. */
  telling: 2,
  /** Something of which nobody has described the shape. */
  other: 1,
  /** Only in what is folded. */
  hidden: 0,
} as const;
