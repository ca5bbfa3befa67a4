import { countBefore } from './countBefore';

/** The first `n` of many in an order, without putting the others in order. Fastest when these are the last ones of the array. */
export function firstOf<T>(
  all: readonly T[],
  n: number,
  compare: (a: T, b: T) => number,
): T[] {
  const first: T[] = [];
  for (let index = all.length - 1; index >= 0; index--) {
    const one = all[index];
    if (first.length === n && compare(first[n - 1], one) <= 0) continue;
    const place = countBefore(first.length, at => compare(first[at], one) < 0);
    first.splice(place, 0, one);
    if (first.length > n) first.pop();
  }
  return first;
}
