import {
  parseKnownPayload,
  type EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Evidence that stands for others like it. */
export type FoldedNode = { node: EvidenceNode; others: number };

/** Log lines and platform events that differ only in numbers, as the first of them. */
export function foldRepeated(nodes: readonly EvidenceNode[]): FoldedNode[] {
  const folded = new Map<string, FoldedNode>();
  for (const node of nodes) {
    const key = keyOf(node);
    const known = folded.get(key);
    if (known) known.others += 1;
    else folded.set(key, { node, others: 0 });
  }
  return [...folded.values()];
}

function keyOf({ id, payload, metadata }: EvidenceNode): string {
  const known = parseKnownPayload(payload);
  return known?.kind === 'log' || known?.kind === 'event'
    ? JSON.stringify([
        known.kind,
        metadata.service,
        known.message.replace(/\d+/g, '0'),
      ])
    : id;
}
