import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../platform/Turns';

/** Most nodes of an incident that are held at once, and most bytes of their payloads. */
export const MAX_WHOLE = { nodes: 50_000, bytes: 24 * 1024 * 1024 };

/** How often one of a kind is kept for each log line of another group. */
const WEIGHTS: Readonly<Record<string, number>> = {
  message: 20,
  event: 10,
  metric: 5,
  log: 1,
};
/** Alerts, changes, steps, notes and what nobody has described tell most. */
const WEIGHT = 1000;
const MASKED = /[0-9a-f]{8,}|\d+/gi;
/** Characters of a text by which texts are taken to be alike. */
const ALIKE = 80;

/** Nodes that tell much the same belong to one group. */
export function groupOf({ payload, metadata }: EvidenceNode): string {
  const { kind, alertName, metric, name, reason, status } = payload;
  const text = payload.message ?? payload.text ?? payload.summary;
  return JSON.stringify([
    kind,
    metadata.service,
    ...[alertName, metric, name, reason, status].map(one =>
      typeof one === 'string' ? one.slice(0, ALIKE) : undefined,
    ),
    // Each person's words, so that everybody is known who is named
    authorOf(payload),
    typeof text === 'string'
      ? text
          .slice(0, 2 * ALIKE)
          .replace(MASKED, '#')
          .slice(0, ALIKE)
      : undefined,
  ]);
}

function authorOf({ author }: EvidenceNode['payload']): unknown {
  return author !== null && typeof author === 'object' && !Array.isArray(author)
    ? [author.id, author.name]
    : author;
}

/**
 * The places of the nodes to hold: of each group the first and the last, then
 * those between them, ever closer; what is rare and tells much before what
 * repeats. Depends on nothing but the nodes and their order.
 *
 * @param nodes - ascending in time
 * @param held - places that are held in any case, up to half of the limit
 */
export function* chooseWhole(
  nodes: readonly { group: number; kind: string; bytes: number }[],
  held: Iterable<number>,
  max: typeof MAX_WHOLE = MAX_WHOLE,
): Steps<Set<number>> {
  const groups = new Map<number, number[]>();
  for (const [at, { group }] of nodes.entries()) {
    yield;
    addTo(groups, group, at);
  }
  const levels = new Map<number, number[]>();
  for (const places of groups.values()) {
    const weight = WEIGHTS[nodes[places[0]].kind] ?? WEIGHT;
    for (const [rank, place] of spread(places.length).entries()) {
      yield;
      addTo(levels, rank / weight, places[place]);
    }
  }
  const chosen = new Set<number>();
  let bytes = 0;
  const add = (at: number, most: number) => {
    if (chosen.has(at) || chosen.size >= max.nodes) return;
    if (bytes + nodes[at].bytes > most) return;
    chosen.add(at);
    bytes += nodes[at].bytes;
  };
  for (const at of held) add(at, max.bytes / 2);
  for (const level of Float64Array.from(levels.keys()).sort()) {
    const places = levels.get(level)!;
    for (const at of places.sort((a, b) => a - b)) {
      yield;
      add(at, max.bytes);
    }
  }
  return chosen;
}

function addTo(lists: Map<number, number[]>, key: number, value: number): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

/** Places from 0 to a count: the ends, then the middle, then the middles of the halves. */
function spread(count: number): number[] {
  if (count <= 2) return Array.from({ length: count }, (_, index) => index);
  const order = [0, count - 1];
  for (let open = [[0, count - 1]]; open.length > 0; ) {
    const next: number[][] = [];
    for (const [from, to] of open) {
      const middle = (from + to) >> 1;
      if (middle === from) continue;
      order.push(middle);
      next.push([from, middle], [middle, to]);
    }
    open = next;
  }
  return order;
}
