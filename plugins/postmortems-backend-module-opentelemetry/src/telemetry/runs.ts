import { z } from 'zod';
import type { Point } from './batch';

/** When points came that count since the same time: while one process ran. */
const runSchema = z.strictObject({
  start: z.string(),
  first: z.string(),
  last: z.string(),
});
export const runsSchema = z.array(runSchema);
export type Run = z.output<typeof runSchema>;

/** A process that crashes again and again starts often; the last ones tell enough. */
const MAX_RUNS = 20;

/** With what points tell of the processes that count. */
export function withPoints(
  runs: readonly Run[],
  points: readonly Point[],
): Run[] {
  const found = new Map(runs.map(run => [run.start, { ...run }]));
  for (const { at, start } of points) {
    if (start === undefined) continue;
    const run = found.get(start) ?? { start, first: at, last: at };
    if (at < run.first) run.first = at;
    if (at > run.last) run.last = at;
    found.set(start, run);
  }
  return [...found.values()]
    .sort((a, b) => (a.start < b.start ? -1 : 1))
    .slice(-MAX_RUNS);
}

/**
 * Whether several processes count at once in what cannot be told apart. A process that
 * was restarted counts after the other; the difference between two processes is nothing
 * that ever happened.
 */
export function areMixed(runs: readonly Run[]): boolean {
  let latest = '';
  return runs.some(({ first, last }) => {
    const isMixed = first < latest;
    if (last > latest) latest = last;
    return isMixed;
  });
}
