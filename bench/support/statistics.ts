/** Two-sided 95 %. */
const Z = 1.959964;

/** Wilson's score interval of a share, 95 %. */
export function wilson(hits: number, of: number): [low: number, high: number] {
  if (of === 0) return [0, 1];
  const share = hits / of;
  const middle = share + (Z * Z) / (2 * of);
  const spread =
    Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return [
    Math.max((middle - spread) / scale, 0),
    Math.min((middle + spread) / scale, 1),
  ];
}

/**
 * Area under the ROC curve: the chance that a positive scores higher than a
 * negative; ties count half.
 */
export function areaUnderCurve(
  positives: readonly number[],
  negatives: readonly number[],
): number {
  let wins = 0;
  for (const positive of positives) {
    for (const negative of negatives) {
      if (positive > negative) wins += 1;
      else if (positive === negative) wins += 0.5;
    }
  }
  return wins / (positives.length * negatives.length);
}
