import type { Point } from './SealedFacts';

/** A series is back within this part of the farthest that it went, or of its level, whichever is more … */
const OF_WAY = 0.03;
const OF_LEVEL = 0.25;
/** … and never with more than this part of its way left. */
const LEFT_OF_WAY = 0.1;

/** The points from which on a series is back at the level of an earlier point; none when it never left it, or did not come back. */
export function backSince<T extends Pick<Point, 'at' | 'value'>>(
  points: readonly T[],
  { at: since, value: level }: Pick<Point, 'at' | 'value'>,
): readonly T[] {
  const later = points.filter(({ at }) => at > since);
  const distances = later.map(({ value }) => Math.abs(value - level));
  const way = distances.reduce((a, b) => Math.max(a, b), 0);
  const near = Math.min(
    way * LEFT_OF_WAY,
    Math.max(way * OF_WAY, Math.abs(level) * OF_LEVEL),
  );
  const last = distances.findLastIndex(distance => distance > near);
  return last < 0 ? [] : later.slice(last + 1);
}
