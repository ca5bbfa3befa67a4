import { backSince, holds, quantityOf, unitOf } from '../../verification';
import type { Baseline } from './baseline';
import type { Harm } from './direction';
import { bumpsOf, type Bump } from './bumps';
import { farthest, type TimedPoint } from './points';

/** Deviations, in noise, from which a series left its level; fewer are enough when it is many times its level. */
const LEFT = 5;
const SEEMS_LEFT = 2.5;
const MANYFOLD = 4;
/** Relative change that makes a metric part of what happened; of shares, the change of the share itself. */
const NOTABLE_CHANGE = 0.1;
const NOTABLE_IF_ASKED = 0.03;
const NOTABLE_SHARE: Record<string, number> = { ratio: 0.01, percent: 1 };
/** Values from which all of a share is used. */
const WHOLE: Record<string, number> = { ratio: 0.95, percent: 95 };
/** Points, and the part of them that never moved, from which one that did is chance. */
const MANY_POINTS = 20;
const STILL = 0.8;
/** After the end of an incident a series may still be on its way, for this long at least, and this part of the incident. */
const TAIL_MS = 5 * 60_000;
const TAIL_PART = 0.25;
/** Part of its way within which a series is where it started, or has arrived. */
const NEAR = 0.05;
/** Deviations, in noise, within which a series has not left its level yet, up to this part of its way. */
const STILL_THERE = 1.5;
const STILL_THERE_OF_WAY = 0.25;
/** Points that make a level, and those after an extreme that keep to it. */
const LEVEL_POINTS = 3;
const HELD_POINTS = 2;

/** The course of a series in the points that tell it. */
export type Course = {
  before: TimedPoint;
  extreme: TimedPoint;
  end: TimedPoint;
  /** It went straight from the first point to the extreme. */
  isQuick: boolean;
  /** The last point of those after the extreme that are still there. */
  held?: TimedPoint;
  /** Where it came to rest after the extreme: back where it was, or at another level. */
  rest?: { point: TimedPoint; is: 'back' | 'level' };
  /** The times in which it was away from its level, ascending. */
  bumps: readonly Bump[];
  /** The extreme against the level, in noise. */
  deviations: number;
  isNotable: boolean;
};

type Times = { startedAt: number; resolvedAt?: number };

/** How a series moved from its level to its extreme, and where it went from there. */
export function courseOf(options: {
  points: readonly TimedPoint[];
  baseline: Baseline;
  unit: string | undefined;
  harm: Harm;
  times: Times;
  /** An alert is on it: small changes tell. */
  isAskedFor: boolean;
  /** When the incident first showed, in milliseconds since 1970. */
  symptom: number;
}): Course {
  const { points, baseline, unit } = options;
  const level = baseline.point.value;
  const least = options.isAskedFor ? NOTABLE_IF_ASKED : NOTABLE_CHANGE;
  const isNotable = (value: number) => {
    const moved = Math.abs(value - level);
    return (
      (moved >= baseline.noise * LEFT ||
        (moved >= baseline.noise * SEEMS_LEFT &&
          (moved >= Math.abs(level) * MANYFOLD ||
            (options.isAskedFor && isWhole(value, unit))))) &&
      (moved >= Math.abs(level) * least ||
        moved >= (NOTABLE_SHARE[unit ?? ''] ?? Infinity))
    );
  };
  const extreme = reached(points, baseline, extremeOf(options, isNotable));
  const isStray = !options.isAskedFor && isAlone(points, baseline, extreme);
  const isUp = extreme.value > level;
  const first = points.find(
    ({ index, value }) =>
      index > baseline.until && value > level === isUp && isNotable(value),
  );
  // It may have come back and left again before it went farthest
  const before = startOf(points, baseline, first ?? extreme);
  const after = points.filter(({ index }) => index > extreme.index);
  return {
    before,
    extreme,
    end: points[points.length - 1],
    isQuick:
      isQuick(points, before, extreme) &&
      (!first || !hasReturned(points, baseline, first, extreme)),
    held: heldUntil(after, extreme, unit),
    rest: restOf(points, before, extreme),
    bumps: bumpsOf(points, {
      start: before,
      until: lastOf(options.times),
      isRise: isUp,
      noise: baseline.noise,
      isNotable,
    }),
    deviations: Math.abs(extreme.value - level) / baseline.noise,
    isNotable: isNotable(extreme.value) && !isStray,
  };
}

/** Where a series got to its extreme; it may have been there when the incident was noticed. */
function reached(
  points: readonly TimedPoint[],
  { until }: Baseline,
  extreme: TimedPoint,
): TimedPoint {
  const place = points.findIndex(({ index }) => index === extreme.index);
  const other = points
    .slice(0, place)
    .findLast(({ index, value }) => index <= until || value !== extreme.value);
  return (
    points.find(({ index }) => index > (other?.index ?? -Infinity)) ?? extreme
  );
}

/** All of a share, where nothing is left. */
function isWhole(value: number, unit: string | undefined): boolean {
  return value >= (WHOLE[unit ?? ''] ?? Infinity);
}

/** A point of a series that hardly ever moves, with none beside it that went half as far. */
function isAlone(
  points: readonly TimedPoint[],
  { point: level }: Baseline,
  extreme: TimedPoint,
): boolean {
  const still = points.filter(({ value }) => value === level.value).length;
  if (points.length < MANY_POINTS || still < points.length * STILL) {
    return false;
  }
  const half = Math.abs(extreme.value - level.value) / 2;
  const place = points.findIndex(({ index }) => index === extreme.index);
  return [points[place - 1], points[place + 1]].every(
    near => !near || Math.abs(near.value - level.value) < half,
  );
}

/** The worst point of the incident, where it is known which way is worse; else the one farthest from the level. */
function extremeOf(
  { points, baseline, harm, times, symptom }: Parameters<typeof courseOf>[0],
  isNotable: (value: number) => boolean,
): TimedPoint {
  const compared = points.filter(({ index }) => index > baseline.until);
  const since = compared.filter(({ at }) => at >= symptom);
  const later = since.length > 0 ? since : compared;
  const during = later.filter(({ at }) => at <= lastOf(times));
  const level = baseline.point.value;
  const worse = farthest(during, ({ value }) =>
    harm === 'down' ? level - value : value - level,
  );
  if (harm !== 'unclear' && worse && isNotable(worse.value)) return worse;
  const distance = ({ value }: TimedPoint) => Math.abs(value - level);
  return (
    farthest(during, distance) ?? farthest(later, distance) ?? baseline.point
  );
}

/** Until when a series still belongs to the incident. */
function lastOf({ startedAt, resolvedAt = Infinity }: Times): number {
  return resolvedAt + Math.max(TAIL_MS, (resolvedAt - startedAt) * TAIL_PART);
}

/** The last point within the noise of the level before the series went away from it; it left there, and not where it was nearest. */
function startOf(
  points: readonly TimedPoint[],
  { point: level, noise }: Baseline,
  away: TimedPoint,
): TimedPoint {
  const way = Math.abs(away.value - level.value);
  const near = Math.max(
    way * NEAR,
    Math.min(noise * STILL_THERE, way * STILL_THERE_OF_WAY),
  );
  return (
    points.findLast(
      ({ index, value }) =>
        index < away.index && Math.abs(value - level.value) <= near,
    ) ?? level
  );
}

function hasReturned(
  points: readonly TimedPoint[],
  { point: level, noise }: Baseline,
  first: TimedPoint,
  extreme: TimedPoint,
): boolean {
  return points.some(
    ({ index, value }) =>
      index > first.index &&
      index < extreme.index &&
      Math.abs(value - level.value) <= noise,
  );
}

function isQuick(
  points: readonly TimedPoint[],
  before: TimedPoint,
  extreme: TimedPoint,
): boolean {
  const way = Math.abs(extreme.value - before.value);
  const arrived = points.find(
    ({ index, value }) =>
      index > before.index && Math.abs(value - extreme.value) <= way * NEAR * 2,
  );
  return (
    arrived !== undefined &&
    arrived.at - before.at >= (extreme.at - before.at) * 0.5
  );
}

function heldUntil(
  after: readonly TimedPoint[],
  extreme: TimedPoint,
  unit: string | undefined,
): TimedPoint | undefined {
  const stated = quantityOf(extreme.value, unit);
  const left = after.findIndex(
    ({ value }) => !holds(stated, { value, unit: unitOf(unit) ?? 'none' }),
  );
  const kept = left < 0 ? after : after.slice(0, left);
  return kept.length >= HELD_POINTS ? kept[kept.length - 1] : undefined;
}

/** Where a series came to rest: back at the level that it left, or at another one that it then kept. */
function restOf(
  points: readonly TimedPoint[],
  before: TimedPoint,
  extreme: TimedPoint,
): Course['rest'] {
  const direction = extreme.value > before.value ? 'rose' : 'fell';
  const back = backSince(points, before, direction).find(
    ({ at }) => at > extreme.at,
  );
  if (back) return { point: back, is: 'back' };
  const end = points[points.length - 1];
  const last = points.findLastIndex(
    ({ value }) =>
      Math.abs(value - end.value) >
      Math.max(
        Math.abs(value) * NEAR,
        // What creeps on by a little of the way that it made is at rest
        Math.abs(end.value - extreme.value) * NEAR * 2,
      ),
  );
  const level = points.slice(last + 1);
  const isOther =
    Math.abs(end.value - extreme.value) > Math.abs(extreme.value) * NEAR * 2;
  return level.length >= LEVEL_POINTS && level[0].at > extreme.at && isOther
    ? { point: level[0], is: 'level' }
    : undefined;
}
