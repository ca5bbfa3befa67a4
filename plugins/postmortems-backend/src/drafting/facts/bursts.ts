/** What is quiet for longer than this begins anew, in milliseconds. */
const MIN_QUIET_MS = 30 * 60_000;
/** The same, as a share of the time that everything took. */
const QUIET_SHARE = 1 / 24;

/** Groups of what follows close on each other, ascending by time. */
export function burstsOf<T extends Dated>(
  things: readonly T[],
  spanMs: number,
): T[][] {
  if (things.length === 1) return [[...things]];
  const quiet = Math.max(MIN_QUIET_MS, spanMs * QUIET_SHARE);
  const bursts: T[][] = [];
  let last = -Infinity;
  for (const thing of [...things].sort(byTime)) {
    const at = Date.parse(thing.at);
    if (at - last > quiet) bursts.push([]);
    bursts[bursts.length - 1].push(thing);
    last = at;
  }
  return bursts;
}

type Dated = { at: string; node?: { id: string } };

/** Ascending by time, then by the id of the evidence, whatever the order of the evidence is. */
export function byTime(a: Dated, b: Dated): number {
  return compare(a.at, b.at) || compare(a.node?.id ?? '', b.node?.id ?? '');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A moment as exactly as evidence records it. */
export function momentOf(at: string) {
  return { at, precisionMs: 1, bound: 'exactly' as const };
}
