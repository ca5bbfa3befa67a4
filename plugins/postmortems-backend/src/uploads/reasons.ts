import { cutText } from '@postmortems/backstage-plugin-postmortems-common';

/** Reasons in an answer. */
const MAX_REASONS = 20;
/** Characters of a reason. */
export const MAX_REASON = 300;

export function addReason(
  reasons: Map<string, number>,
  reason: string,
  count: number,
): void {
  reasons.set(reason, (reasons.get(reason) ?? 0) + count);
}

/** The most frequent first. */
export function mostFrequent(reasons: ReadonlyMap<string, number>) {
  return [...reasons]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_REASONS)
    .map(([reason, count]) => ({ reason: cutText(reason, MAX_REASON), count }));
}
