import type {
  EvidenceNode,
  EvidenceOutcome,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * The nodes of a batch by id: `unique` has each once, ascending; `ambiguous`
 * are ids with different contents. None of the latter is stored, so that the
 * outcome does not depend on the order in which they were sent.
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

/**
 * One outcome per node, in the order sent.
 *
 * @param options - `created` are ids that were new; `storedHashes` are the
 *   content hashes of those that were taken
 */
export function outcomesOf(
  nodes: readonly EvidenceNode[],
  options: {
    created: ReadonlySet<string>;
    ambiguous: ReadonlySet<string>;
    storedHashes: ReadonlyMap<string, string>;
  },
): EvidenceOutcome[] {
  const { ambiguous } = options;
  const created = new Set(options.created);
  const hashes = new Map(options.storedHashes);
  return nodes.map((node, index): EvidenceOutcome => {
    const { id, contentHash, truncated } = node;
    const accepted = { index, id, contentHash, truncated };
    const rejected = (message: string): EvidenceOutcome => ({
      index,
      status: 'rejected',
      id,
      errors: [{ path: '/id', message }],
    });
    if (ambiguous.has(id)) {
      return rejected(
        `'${id}' stands for different contents in this batch; none of them was stored`,
      );
    }
    // The first of equal nodes is the one that was stored
    if (created.delete(id)) {
      hashes.set(id, contentHash);
      return { ...accepted, status: 'created' };
    }
    const stored = hashes.get(id);
    return stored === contentHash
      ? { ...accepted, status: 'duplicate' }
      : rejected(`'${id}' is stored with other content (hash ${stored})`);
  });
}

export function countOutcomes(outcomes: readonly EvidenceOutcome[]) {
  const counts = { created: 0, duplicate: 0, rejected: 0 };
  for (const { status } of outcomes) counts[status] += 1;
  return counts;
}
