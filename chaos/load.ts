import { availableParallelism, loadavg } from 'node:os';

/** Load average for each core from which the machine is slow, not what runs on it. */
const OVERLOAD = 5;

/** How long something took, and whether the machine had too much to do at its end. */
export type Timed = { ms: number; isOverloaded: boolean };

export function timed(ms: number): Timed {
  const load = loadavg()[0] / availableParallelism();
  return { ms, isOverloaded: load > OVERLOAD };
}
