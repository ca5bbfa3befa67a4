import type { Point } from './SealedFacts';

/** Part of the way from the lowest to the highest point that a series has to go to have risen or fallen. */
const OF_WAY = 0.6;

/**
 * How often a series rose and fell again: by most of the way between its
 * lowest and its highest point, up and then down.
 */
export function swingsIn(points: readonly Pick<Point, 'value'>[]): number {
  const values = points.map(({ value }) => value);
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const least = (high - low) * OF_WAY;
  if (!(least > 0)) return 0;
  let swings = 0;
  let isUp = false;
  let turn = values[0];
  for (const value of values) {
    if (isUp) {
      turn = Math.max(turn, value);
      if (turn - value >= least) {
        swings += 1;
        isUp = false;
        turn = value;
      }
    } else {
      turn = Math.min(turn, value);
      if (value - turn >= least) {
        isUp = true;
        turn = value;
      }
    }
  }
  return swings;
}
