import type { MetricPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { pointTime } from '../../verification';

/** A point of a series: its place in the payload, time in milliseconds since 1970, value. */
export type TimedPoint = { index: number; at: number; value: number };

/** The points whose time can be read, as they stand. */
export function pointsOf({
  points,
}: Pick<MetricPayload, 'points'>): TimedPoint[] {
  return points.flatMap(([time, value], index) => {
    const at = pointTime(time);
    return at === undefined ? [] : [{ index, at, value }];
  });
}

/** The middle point by value; one that was measured, not a mean of two. */
export function lowerMedian(
  points: readonly TimedPoint[],
): TimedPoint | undefined {
  return [...points].sort((a, b) => a.value - b.value || a.index - b.index)[
    Math.floor((points.length - 1) / 2)
  ];
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** The first point that is farthest in a direction. */
export function farthest(
  points: readonly TimedPoint[],
  distance: (point: TimedPoint) => number,
): TimedPoint | undefined {
  let best: TimedPoint | undefined;
  for (const point of points) {
    if (!best || distance(point) > distance(best)) best = point;
  }
  return best;
}
