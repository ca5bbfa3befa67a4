import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * The nodes of a batch by id: `unique` has each once, ascending; `ambiguous` are ids with different contents. None
 * of the latter is stored, so that the outcome does not depend on the order in which they were sent.
 */
export function groupById(nodes: readonly EvidenceNode[]): {
  unique: EvidenceNode[];
  ambiguous: Set<string>;
} {
  const byId = new Map<string, EvidenceNode>();
  const ambiguous = new Set<string>();
  for (const node of nodes) {
    const other = byId.get(node.id);
    if (!other) byId.set(node.id, node);
    else if (other.contentHash !== node.contentHash) ambiguous.add(node.id);
  }
  const unique = [...byId.values()]
    .filter(node => !ambiguous.has(node.id))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { unique, ambiguous };
}
