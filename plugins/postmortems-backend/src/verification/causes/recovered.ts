import type { Change } from './changes';
import type { Effect } from './effect';

/** How long after a change was undone the effect may go on. */
export const GRACE_MS = 30 * 60_000;
/** Clocks and steps of metrics differ by this much. */
export const TOLERANCE_MS = 60_000;

/** Whether the effect ended soon after a change. */
export function recoveredAfter({ at }: Change, { ended }: Effect): boolean {
  if (!ended) return false;
  const took = ended.at - at;
  return took >= -TOLERANCE_MS && took <= GRACE_MS;
}
