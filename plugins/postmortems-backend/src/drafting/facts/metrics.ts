import type {
  Incident,
  InvestigationTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../../platform/Turns';
import { serviceName } from '../../verification';
import {
  namedByAlerts,
  namesIn,
  readAlert,
  type ReadAlert,
} from '../salience/askedFor';
import { baselineOf } from '../salience/baseline';
import { harmOf, isUserFacing, type Harm } from '../salience/direction';
import {
  isAtLimit,
  limitByWords,
  limitOf,
  limitSeries,
  saidLimits,
  type SaidLimit,
} from '../salience/limits';
import { pointsOf, type TimedPoint } from '../salience/points';
import { salienceOf } from '../salience/score';
import { distinctSeries, type DistinctSeries } from '../salience/series';
import { courseOf, type Course } from '../salience/shape';
import type { FiredAlert } from './alerts';
import type { KnownEvidence } from './knownEvidence';
import type { MetricFact, MetricPoint, MetricShape } from './types';

/** An alert this clearly on a metric asks for it. */
const ASKED = 0.5;
/** Part of what was captured of a series that shows how it was before. */
const BEGINNING = 1 / 8;

type Options = {
  evidence: readonly KnownEvidence[];
  incident: Incident;
  alerts: readonly FiredAlert[];
  trace?: InvestigationTrace;
};
type Series = DistinctSeries & {
  unit?: string;
  service: string;
  points: TimedPoint[];
};

/** What the rest of the evidence says of metrics, for all of them. */
type Clues = {
  said: ReadonlyMap<string, SaidLimit[]>;
  alerts: readonly ReadAlert[];
  /** When the incident first showed, in milliseconds since 1970. */
  symptom: number;
};

/** How each series moved, once however often it was captured; what matters most to a reader first. */
export function* metricFacts(options: Options): Steps<MetricFact[]> {
  const series = distinctSeries(options.evidence).flatMap((one): Series[] => {
    const points = pointsOf(one.metric);
    return points.length > 0
      ? [
          {
            ...one,
            points,
            unit: one.metric.unit,
            service: serviceName(one.node.metadata.service),
          },
        ]
      : [];
  });
  const named = series.map(({ metric, ...one }) => ({
    ...one,
    metric: metric.metric,
  }));
  const limits = limitSeries(named);
  const clues = {
    said: yield* saidLimits(options.evidence),
    alerts: options.alerts.map(readAlert),
    symptom: firstSymptom(options.incident, options.alerts),
  };
  const facts: MetricFact[] = [];
  for (const [index, one] of series.entries()) {
    yield;
    facts.push(metricFact(one, limitOf(named[index], limits), clues, options));
  }
  return facts.sort(
    (a, b) =>
      Number(b.isOfAffected) - Number(a.isOfAffected) ||
      b.salience - a.salience ||
      compare(a.metric, b.metric) ||
      compare(a.node.id, b.node.id),
  );
}

function metricFact(
  { node, metric, labels, points, unit, service }: Series,
  measure: (Omit<Series, 'metric'> & { metric: string }) | undefined,
  { said, alerts, symptom }: Clues,
  { incident, trace }: Options,
): MetricFact {
  const affected = incident.services.map(serviceName);
  const isFelt = isUserFacing(metric, affected[0] === service);
  const isOfAffected = affected.includes(service);
  const times = {
    startedAt: Date.parse(incident.startedAt),
    ...(incident.resolvedAt && { resolvedAt: Date.parse(incident.resolvedAt) }),
  };
  const { named, harm: alerted } = namedByAlerts(node, metric, alerts);
  // An alert on a drop of connections knows more than the name of the metric
  const harm = (named >= ASKED && alerted) || harmOf(metric, labels);
  const course = courseSince(
    since =>
      courseOf({
        points,
        symptom: since,
        baseline: baselineOf(points, since, unit),
        unit,
        harm,
        times,
        isAskedFor: named >= ASKED,
      }),
    { points, symptom, harm },
  );
  const { before, extreme } = course;
  const isRise = extreme.value > before.value;
  const change = relativeChange(before.value, extreme.value, unit, harm);
  const isRecord = points.every(({ value }) =>
    isRise ? value <= extreme.value : value >= extreme.value,
  );
  const limit =
    isRecord && isRise
      ? limitBySeries(measure, extreme) ??
        limitInWords(points, said.get(service))
      : undefined;
  const hasReached =
    (harm === 'down') === !isRise &&
    isAtLimit({
      extreme: extreme.value,
      before: before.value,
      unit,
      harm,
      limit: limit?.value,
    });
  const values = points.map(({ value }) => value);
  const lowest =
    points[values.indexOf(values.reduce((a, b) => Math.min(a, b)))];
  const highest =
    points[values.indexOf(values.reduce((a, b) => Math.max(a, b)))];
  const lasted = (times.resolvedAt ?? Infinity) - times.startedAt;
  return {
    node,
    metric: metric.metric,
    labels,
    ...(unit !== undefined && { unit }),
    service: node.metadata.service,
    points,
    before: measured(before),
    extreme: measured(extreme),
    end: measured(course.end),
    isRecord,
    ...(course.isQuick && { reachedInMs: extreme.at - before.at }),
    ...(course.held && { heldUntil: measured(course.held) }),
    ...(course.rest && {
      rest: { point: measured(course.rest.point), is: course.rest.is },
    }),
    ...oftenAway(course),
    ...(limit && hasReached && { limit }),
    ...(points.length === metric.points.length &&
      !course.isNotable && {
        steady: { lowest: measured(lowest), highest: measured(highest) },
      }),
    isAtLimit: hasReached && course.isNotable,
    shape: shapeOf(course, isRise, hasReached),
    isNotable: course.isNotable,
    isOfAffected,
    isUserFacing: isFelt,
    isAskedFor:
      named >= ASKED ||
      hypothesesOf(trace).some(text => namesIn(text, metric.metric)),
    isHarmful: harm === 'unclear' ? undefined : (harm === 'up') === isRise,
    change,
    salience: salienceOf({
      named,
      isOfAffected,
      isUserFacing: isFelt,
      deviations: course.deviations,
      change,
      isAtLimit: hasReached,
      harm,
      isRise,
      leftAfter: before.at - times.startedAt,
      lasted,
    }),
  };
}

/** That a series left its level twice or more often. */
function oftenAway({
  bumps,
  end,
}: Course): Pick<MetricFact, 'twice' | 'swung'> {
  const first = bumps[0];
  const last = bumps[bumps.length - 1];
  if (!first) return {};
  const { left, peak, back } = last;
  return {
    swung: { from: measured(first.left), to: measured(back ?? end) },
    ...(bumps.length === 2 &&
      first.back && {
        twice: {
          first: {
            left: measured(first.left),
            peak: measured(first.peak),
            back: measured(first.back),
          },
          second: {
            left: measured(left),
            peak: measured(peak),
            ...(back && { back: measured(back) }),
          },
        },
      }),
  };
}

/**
 * The course since the incident first showed; where it only gets better from there, since the beginning of what was
 * captured, if what was bad when the incident showed had been good before.
 */
function courseSince(
  courseFrom: (symptom: number) => Course,
  options: { points: readonly TimedPoint[]; symptom: number; harm: Harm },
): Course {
  const { points, symptom, harm } = options;
  const course = courseFrom(symptom);
  const isWorse = ({ before, extreme }: Course) =>
    (harm === 'up') === extreme.value > before.value;
  if (harm === 'unclear' || (course.isNotable && isWorse(course))) {
    return course;
  }
  const early = points[Math.ceil(points.length * BEGINNING)];
  const last = points.findLast(({ at }) => at <= symptom);
  if (!early || !last || early.at >= symptom) return course;
  const earlier = courseFrom(early.at);
  const { before, extreme } = earlier;
  const isStillBad =
    Math.abs(last.value - before.value) >=
    Math.abs(extreme.value - before.value) / 2;
  return earlier.isNotable && isWorse(earlier) && isStillBad ? earlier : course;
}

function limitBySeries(
  measure: (Omit<Series, 'metric'> & { metric: string }) | undefined,
  extreme: TimedPoint,
): MetricFact['limit'] {
  if (!measure) return undefined;
  const { node, metric, points } = measure;
  const point = points.findLast(({ at }) => at <= extreme.at) ?? points[0];
  return { node, metric, point: measured(point), value: point.value };
}

function limitInWords(
  points: readonly TimedPoint[],
  said: readonly SaidLimit[] | undefined,
): MetricFact['limit'] {
  const found = limitByWords(points, said);
  if (!found) return undefined;
  const { node, pointer, text, limit } = found;
  return { node, pointer, text, value: limit };
}

/** When the incident first showed: its start, or an earlier alert of a service that it affected. */
function firstSymptom(
  { startedAt, services }: Incident,
  alerts: readonly FiredAlert[],
): number {
  const affected = services.map(serviceName);
  const fired = alerts
    .filter(({ node }) => affected.includes(serviceName(node.metadata.service)))
    .map(({ node, alert }) => Date.parse(alert.startsAt ?? node.timestamp))
    .filter(at => !Number.isNaN(at));
  return Math.min(Date.parse(startedAt), ...fired);
}

function hypothesesOf(trace: InvestigationTrace | undefined): string[] {
  if (!trace) return [];
  return [
    trace.rootCauseHypothesis,
    ...trace.steps.map(({ hypothesis }) => hypothesis),
  ].filter(text => typeof text === 'string');
}

function shapeOf(
  { isNotable, rest }: Course,
  isRise: boolean,
  hasReached: boolean,
): MetricShape {
  if (!isNotable) return 'flat';
  if (rest?.is === 'back') return isRise ? 'spike' : 'dip';
  if (hasReached) return 'growth_into_limit';
  return isRise ? 'rise' : 'fall';
}

/** From nothing to something is more than any other change. Of a share that should be whole it is what is missing that grows. */
function relativeChange(
  before: number,
  after: number,
  unit: string | undefined,
  harm: Harm,
): number {
  const whole = { ratio: 1, percent: 100 }[unit ?? ''];
  const isOfWhole =
    harm === 'down' && whole !== undefined && before > whole / 2;
  const level = isOfWhole ? whole - before : before;
  const moved = Math.abs(after - before);
  return moved === 0 ? 0 : moved / (Math.abs(level) || moved / 1e6);
}

function measured({ index, at, value }: TimedPoint): MetricPoint {
  return { index, at: new Date(at).toISOString(), value };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
