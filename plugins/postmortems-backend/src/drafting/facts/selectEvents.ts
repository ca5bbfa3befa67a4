import type { IncidentPhase } from '@postmortems/backstage-plugin-postmortems-common';
import type { MergedEvent } from './mergeEvents';
import { WEIGHT } from './types';

/** Share of the entries that key moments may take up. */
const KEY_SHARE = 0.6;

/**
 * The entries of a timeline with room for some: key moments, then what tells most,
 * spread over the phases and within each over time. Everything that is not hidden,
 * when there is room.
 */
export function selectEvents(
  events: readonly MergedEvent[],
  limit: number,
  phaseOf: (event: MergedEvent) => IncidentPhase,
): ReadonlySet<MergedEvent> {
  const candidates = events.filter(({ weight }) => weight > WEIGHT.hidden);
  if (candidates.length <= limit) return new Set(candidates);
  const always = candidates.filter(({ isAlways }) => isAlways).slice(0, limit);
  const chosen = new Set(always);
  const keys = candidates.filter(event => event.isKey && !chosen.has(event));
  const keyRoom = Math.max(0, Math.floor(limit * KEY_SHARE) - chosen.size);
  for (const event of spreadOverPhases(keys, keyRoom, phaseOf)) {
    chosen.add(event);
  }
  const others = candidates.filter(
    event => !chosen.has(event) && event.weight >= WEIGHT.telling,
  );
  const room = limit - chosen.size;
  for (const event of spreadOverPhases(others, room, phaseOf)) {
    chosen.add(event);
  }
  return chosen;
}

/** More of a phase with more, but less than in proportion; what one has no use for goes to the others. */
function spreadOverPhases(
  events: readonly MergedEvent[],
  room: number,
  phaseOf: (event: MergedEvent) => IncidentPhase,
): MergedEvent[] {
  const phases = new Map<IncidentPhase, MergedEvent[]>();
  for (const event of events) {
    const phase = phaseOf(event);
    const known = phases.get(phase);
    if (known) known.push(event);
    else phases.set(phase, [event]);
  }
  const groups = [...phases.values()].sort((a, b) => a.length - b.length);
  let left = room;
  let shares = groups.reduce((sum, group) => sum + shareOf(group), 0);
  return groups.flatMap(group => {
    const share = shareOf(group);
    const quota = Math.ceil((left * share) / shares);
    const spread = spreadOverTime(group, Math.min(left, quota));
    left -= spread.length;
    shares -= share;
    return spread;
  });
}

function shareOf(group: readonly MergedEvent[]): number {
  return Math.sqrt(group.length);
}

/** The weightiest of each of as many equal parts of time, then the weightiest of the rest. */
function spreadOverTime(
  events: readonly MergedEvent[],
  room: number,
): MergedEvent[] {
  if (events.length <= room) return [...events];
  if (room <= 0) return [];
  const start = Date.parse(events[0].at);
  const span = Date.parse(events[events.length - 1].at) - start + 1;
  const parts = new Map<number, MergedEvent>();
  for (const event of events) {
    const part = Math.floor(((Date.parse(event.at) - start) / span) * room);
    const best = parts.get(part);
    if (!best || event.weight > best.weight) parts.set(part, event);
  }
  const chosen = new Set(parts.values());
  const rest = events
    .filter(event => !chosen.has(event))
    // Stable: the earlier one of two that weigh the same
    .sort((a, b) => b.weight - a.weight);
  return [...chosen, ...rest.slice(0, room - chosen.size)];
}
