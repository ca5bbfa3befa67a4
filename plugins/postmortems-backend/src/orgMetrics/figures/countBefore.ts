/** How many things of an ordered list come before a place, of which `isBefore` tells by index. */
export function countBefore(
  length: number,
  isBefore: (index: number) => boolean,
): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
