import type { Point } from './SealedFacts';

/** A series is back within this part of the farthest that it went, or of its level, whichever is more … */
const OF_WAY = 0.03;
const OF_LEVEL = 0.25;
/** … and never with more than this part of its way left … */
const LEFT_OF_WAY = 0.1;
/** … but for a series that moves by itself: within this many of its usual deviations, up to a larger part of the way. */
const DEVIATIONS = 3;
const CALM_POINTS = 60;
const NOISY_LEFT_OF_WAY = 0.25;
/** A point of the rest that is away again is chance if it is less of the way than this, with this many points that are not on both sides. */
const STRAY_OF_WAY = 0.25;
const QUIET_POINTS = 8;
/** At the level is what is no better than it by more than this many times what is near. */
const OTHER_SIDE = 2;
/** Points within which a series is at the level again, if it did not only pass it. */
const SOON = 4;
/** A series that went both ways left its level in either direction, if it went this part of the farther way. */
const BOTH_WAYS = 0.5;

export type Direction = 'rose' | 'fell';

type Value = Pick<Point, 'at' | 'value'>;

/**
 * The points from which on a series is back at the level of an earlier point, or
 * better; none when it never left it, or did not come back. Better is what is on
 * the other side of the level than the series went to: it may go there later, but
 * it comes back at the level. It stays for the rest of the series, isolated points
 * apart.
 *
 * @param direction - where it went; by default where it went farthest
 */
export function backSince<T extends Value>(
  points: readonly T[],
  { at: since, value: level }: Value,
  direction?: Direction,
): readonly T[] {
  // Asked of many points of long series: hardly anything is copied
  let up = 0;
  let down = 0;
  for (const { at, value } of points) {
    if (at > since) {
      up = Math.max(up, value - level);
      down = Math.max(down, level - value);
    }
  }
  const isUp = hasRisen(up, down, direction);
  const way = isUp ? up : down;
  if (way === 0) return [];
  const noise = noiseUntil(points, since);
  const near = Math.max(
    Math.min(
      way * LEFT_OF_WAY,
      Math.max(way * OF_WAY, Math.abs(level) * OF_LEVEL),
    ),
    Math.min(way * NOISY_LEFT_OF_WAY, noise),
  );
  const awayOf = ({ value }: Value) => (isUp ? value - level : level - value);
  const isAway = (point: Value) => awayOf(point) > near;
  const isAtLevel = (point: Value) =>
    !isAway(point) && awayOf(point) >= -Math.max(near * OTHER_SIDE, noise);
  let start = points.length;
  let nextAtLevel = points.length;
  let quiet = 0;
  let hasStrays = false;
  for (let place = points.length - 1; place >= 0; place -= 1) {
    const point = points[place];
    if (point.at <= since) break;
    if (isAway(point)) {
      const isFar = awayOf(point) > way * STRAY_OF_WAY;
      if (isFar || (hasStrays && quiet < QUIET_POINTS)) break;
      hasStrays = true;
      quiet = 0;
      continue;
    }
    quiet += 1;
    if (!isAtLevel(point)) continue;
    const isPassing = nextAtLevel - place > SOON;
    nextAtLevel = place;
    if (!isPassing && (!hasStrays || quiet >= QUIET_POINTS)) {
      start = place;
    }
  }
  return points.slice(start).filter(point => !isAway(point));
}

function hasRisen(up: number, down: number, direction?: Direction): boolean {
  const isBothWays = Math.min(up, down) >= Math.max(up, down) * BOTH_WAYS;
  return direction && isBothWays ? direction === 'rose' : up >= down;
}

/** How far a series usually moves by itself, in its last points until a time. */
function noiseUntil(points: readonly Value[], until: number): number {
  const end = points.findLastIndex(({ at }) => at <= until) + 1;
  const values = points
    .slice(Math.max(0, end - CALM_POINTS), end)
    .map(({ value }) => value);
  const middle = median(values);
  return DEVIATIONS * median(values.map(value => Math.abs(value - middle)));
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}
