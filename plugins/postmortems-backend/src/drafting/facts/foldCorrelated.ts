import { correlationIdOf, countOf } from '../../verification';
import { stated } from '../write/sentence';
import type { KnownEvidence } from './knownEvidence';
import { WEIGHT, type EventFact } from './types';

/** Nodes of one id beyond which it ties together no one thing. */
const MAX_NODES = 100;

/** Tells one event of each request or rollout, and how many records name the same id; the others are folded. */
export function foldCorrelated(
  events: readonly EventFact[],
  evidence: readonly KnownEvidence[],
): EventFact[] {
  const counts = new Map<string, number>();
  for (const { node } of evidence) {
    const id = correlationIdOf(node);
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const ids = events.map(({ nodes }) => {
    const id = nodes.length === 1 ? correlationIdOf(nodes[0]) : '';
    const count = counts.get(id) ?? 0;
    return count > 1 && count <= MAX_NODES ? id : undefined;
  });
  const told = new Map<string, EventFact>();
  for (const [place, event] of events.entries()) {
    const id = ids[place];
    if (!id || event.weight === WEIGHT.hidden) continue;
    const known = told.get(id);
    if (!known || isBetter(event, known)) told.set(id, event);
  }
  return events.map((event, place) => {
    const id = ids[place];
    if (!id) return event;
    if (told.get(id) !== event) return { ...event, weight: WEIGHT.hidden };
    return {
      ...event,
      statements: at => [
        ...event.statements(at),
        stated({
          type: 'count',
          filter: { correlationId: id },
          distinct: 'nodes',
          quantity: countOf(counts.get(id)!),
        }),
      ],
    };
  });
}

function isBetter(a: EventFact, b: EventFact): boolean {
  if (a.weight !== b.weight) return a.weight > b.weight;
  return a.at === b.at ? a.key < b.key : a.at < b.at;
}
