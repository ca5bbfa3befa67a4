import type {
  ProvenanceEdge,
  ProvenanceGraph,
  ProvenanceNode,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Larger graphs are unreadable. */
const MAX_NODES = 60;

/**
 * Edges that are also followed backwards: from evidence to the steps that
 * examined it.
 */
const BACKWARDS: ReadonlySet<ProvenanceEdge['type']> = new Set([
  'examined',
  'recorded_as',
]);

/** The part of the graph that a claim depends on. */
export function subgraphOf(
  graph: ProvenanceGraph,
  claimNodeId: string,
): Pick<ProvenanceGraph, 'nodes' | 'edges'> {
  const reached = new Set<string>();
  let level = new Set([claimNodeId]);
  while (level.size > 0) {
    for (const id of level) reached.add(id);
    level = new Set(
      neighboursOf(graph.edges, level)
        .filter(id => !reached.has(id))
        .slice(0, MAX_NODES - reached.size),
    );
  }
  return {
    nodes: graph.nodes.filter(({ id }: ProvenanceNode) => reached.has(id)),
    edges: graph.edges.filter(
      ({ from, to }) => reached.has(from) && reached.has(to),
    ),
  };
}

function neighboursOf(
  edges: readonly ProvenanceEdge[],
  level: ReadonlySet<string>,
): string[] {
  return edges.flatMap(({ from, to, type }) => [
    ...(level.has(from) ? [to] : []),
    ...(level.has(to) && BACKWARDS.has(type) ? [from] : []),
  ]);
}
