import type { TimedPoint } from './points';

/** Part of the farthest way, and of the level, within which a series is at its level. */
const OF_WAY = 0.03;
const OF_LEVEL = 0.25;
const MOST_OF_WAY = 0.1;
const NOISY_OF_WAY = 0.25;
const DEVIATIONS = 3;
/** Points that make a bump, and those at the level that end one. */
const MIN_POINTS = 2;
/** Part of the farthest way that makes a bump one to tell, or many times the level and this part. */
const TELLING = 0.2;
const MANYFOLD = 2;
const TELLING_IF_MANYFOLD = 0.05;

/** A time in which a series was away from its level. */
export type Bump = {
  /** The last point at the level before. */
  left: TimedPoint;
  peak: TimedPoint;
  /** The first point at the level after, if it came back. */
  back?: TimedPoint;
};

/** The times in which a series was away from its level in one direction, without what is small beside the largest one. */
export function bumpsOf(
  points: readonly TimedPoint[],
  {
    start,
    until,
    isRise,
    noise,
    isNotable,
  }: {
    /** The point from which the series left its level first. */
    start: TimedPoint;
    /** In milliseconds since 1970. */
    until: number;
    isRise: boolean;
    noise: number;
    isNotable: (value: number) => boolean;
  },
): Bump[] {
  const level = start.value;
  const excess = ({ value }: TimedPoint) =>
    isRise ? value - level : level - value;
  const later = points.filter(
    ({ index, at }) => index > start.index && at <= until,
  );
  const way = later.reduce((most, point) => Math.max(most, excess(point)), 0);
  const near = Math.max(
    Math.min(way * MOST_OF_WAY, Math.max(way * OF_WAY, level * OF_LEVEL)),
    Math.min(way * NOISY_OF_WAY, noise * DEVIATIONS),
  );
  const bumps: (Bump & { count: number })[] = [];
  let left = start;
  let current: (typeof bumps)[number] | undefined;
  let atLevel: TimedPoint[] = [];
  for (const point of later) {
    if (excess(point) > near) {
      current ??= { left, peak: point, count: 0 };
      current.count += 1;
      atLevel = [];
      if (excess(point) > excess(current.peak)) current.peak = point;
      continue;
    }
    left = point;
    if (!current) continue;
    atLevel.push(point);
    if (atLevel.length >= MIN_POINTS) {
      bumps.push({ ...current, back: atLevel[0] });
      current = undefined;
      atLevel = [];
    }
  }
  if (current)
    bumps.push({ ...current, ...(atLevel[0] && { back: atLevel[0] }) });
  return bumps
    .filter(({ peak, count }) => {
      const far = excess(peak);
      return (
        count >= MIN_POINTS &&
        isNotable(peak.value) &&
        (far >= way * TELLING ||
          (far >= Math.abs(level) * MANYFOLD &&
            far >= way * TELLING_IF_MANYFOLD))
      );
    })
    .map(({ count: _, ...bump }) => bump);
}
