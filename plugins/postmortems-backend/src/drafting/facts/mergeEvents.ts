import type { EventFact } from './types';

/** Events told as one entry, and how many they were. */
export type MergedEvent = EventFact & { merged: number };

/**
 * Tells the same thing in the same slot of time once. Ascending by time, then key.
 *
 * @param slotOf - names the slot that a time falls into
 */
export function mergeEvents(
  events: readonly EventFact[],
  slotOf: (at: string) => string,
): MergedEvent[] {
  const slots = new Map<string, MergedEvent>();
  for (const event of events) {
    const key = `${slotOf(event.at)} ${event.key}`;
    const known = slots.get(key);
    if (!known) {
      slots.set(key, {
        ...event,
        nodes: [...event.nodes],
        sourceTypes: [...event.sourceTypes],
        merged: 1,
      });
      continue;
    }
    const first = known.at <= event.at ? known : event;
    known.merged += 1;
    known.nodes.push(...event.nodes);
    for (const type of event.sourceTypes) {
      if (!known.sourceTypes.includes(type)) known.sourceTypes.push(type);
    }
    Object.assign(known, {
      at: first.at,
      statements: first.statements,
    });
  }
  return [...slots.values()].sort(byTime);
}

/** The weightiest events that fit, still in order of time. */
export function fitEvents(
  events: readonly MergedEvent[],
  limit: number,
): MergedEvent[] {
  if (events.length <= limit) return [...events];
  const kept = new Set(
    [...events]
      .sort((a, b) => b.weight - a.weight || byTime(a, b))
      .slice(0, limit),
  );
  return events.filter(event => kept.has(event));
}

function byTime(a: EventFact, b: EventFact): number {
  const [left, right] = a.at === b.at ? [a.key, b.key] : [a.at, b.at];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
