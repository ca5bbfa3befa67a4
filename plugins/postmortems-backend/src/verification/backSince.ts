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
  // Asked of many points of long series: nothing is copied
  let way = 0;
  for (const { at, value } of points) {
    if (at > since) way = Math.max(way, Math.abs(value - level));
  }
  const near = Math.min(
    way * LEFT_OF_WAY,
    Math.max(way * OF_WAY, Math.abs(level) * OF_LEVEL),
  );
  const last = points.findLastIndex(
    ({ at, value }) => at > since && Math.abs(value - level) > near,
  );
  return last < 0 ? [] : points.slice(last + 1).filter(({ at }) => at > since);
}
