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
    let low = 0;
    let high = first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(first[middle], one) < 0) low = middle + 1;
      else high = middle;
    }
    first.splice(low, 0, one);
    if (first.length > n) first.pop();
  }
  return first;
}
