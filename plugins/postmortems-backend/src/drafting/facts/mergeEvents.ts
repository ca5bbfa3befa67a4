import type { Steps } from '../../platform/Turns';
import type { EventFact } from './types';

/** Events told as one entry: how many records they stand for, and whether each of these says the same. */
export type MergedEvent = EventFact & { merged: number; isRepeated: boolean };

/**
 * Tells the same thing in the same slot of time once. Ascending by time, then key.
 *
 * @param slotOf - names the slot that a time falls into
 */
export function* mergeEvents(
  events: readonly EventFact[],
  slotOf: (at: string) => string,
): Steps<MergedEvent[]> {
  const merged: MergedEvent[] = [];
  const slots = new Map<string, Map<string, MergedEvent>>();
  for (const event of events) {
    yield;
    const slot = slotOf(event.at);
    let inSlot = slots.get(slot);
    if (!inSlot) slots.set(slot, (inSlot = new Map()));
    const known = inSlot.get(event.key);
    if (!known) {
      const single = asMerged(event);
      inSlot.set(event.key, single);
      merged.push(single);
      continue;
    }
    const first = known.at <= event.at ? known : event;
    if (!known.isRepeated) {
      known.nodes = [...known.nodes];
      known.sourceTypes = [...known.sourceTypes];
    }
    known.merged += Math.max(1, event.nodes.length);
    known.nodes.push(...event.nodes);
    for (const type of event.sourceTypes) {
      if (!known.sourceTypes.includes(type)) known.sourceTypes.push(type);
    }
    Object.assign(known, {
      at: first.at,
      statements: first.statements,
      weight: Math.max(known.weight, event.weight),
      until: later(known.until, event.until),
      isKey: known.isKey || event.isKey,
      isAlways: known.isAlways || event.isAlways,
      isCounted: known.isCounted || event.isCounted,
      isRepeated: true,
    });
  }
  return merged.sort(byTime);
}

/** Field by field: there are tens of thousands, in several shapes. */
function asMerged(event: EventFact): MergedEvent {
  return {
    at: event.at,
    sourceTypes: event.sourceTypes,
    statements: event.statements,
    key: event.key,
    weight: event.weight,
    isKey: event.isKey,
    isAlways: event.isAlways,
    until: event.until,
    isCounted: event.isCounted,
    isFailure: event.isFailure,
    nodes: event.nodes,
    merged: Math.max(1, event.nodes.length),
    isRepeated: false,
  };
}

function later(a?: string, b?: string): string | undefined {
  return a !== undefined && (b === undefined || a > b) ? a : b;
}

function byTime(a: EventFact, b: EventFact): number {
  const [left, right] = a.at === b.at ? [a.key, b.key] : [a.at, b.at];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
