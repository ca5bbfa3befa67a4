import {
  sourceTypeSchema,
  type EvidenceNode,
  type SealManifest,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { payloadKind } from '../evidence';

/**
 * Kinds, and services, that a manifest names; rarer ones are counted together.
 */
export const MAX_NAMES = 1000;

/** Not safe as a key in JavaScript, so never counted under its own name. */
export const UNCOUNTED_NAME = '__proto__';

/** Where names beyond the most frequent ones are counted. */
export const OTHER_NAMES = '(others)';

/** Counts of the nodes with the same source type and truncation. */
type EvidenceGroup = {
  sourceType: SourceType;
  truncated: boolean;
  nodes: number;
  /** Of these, how many name a kind. */
  kinds: number;
  /** Earliest and latest timestamp. */
  from: string;
  to: string;
};

/** A manifest from counts. */
export function buildManifest(options: {
  groups: readonly EvidenceGroup[];
  /**
   * The most frequent ones; at least {@link MAX_NAMES} if there are so many.
   */
  kinds: readonly [name: string, nodes: number][];
  services: readonly [name: string, nodes: number][];
}): SealManifest {
  const { groups } = options;
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
  const nodes = sum(groups.map(group => group.nodes));
  const bySourceType = Object.fromEntries(
    sourceTypeSchema.options.map(type => [
      type,
      sum(groups.map(one => (one.sourceType === type ? one.nodes : 0))),
    ]),
  ) as Record<SourceType, number>;
  const from = groups.map(group => group.from).sort()[0];
  const to = groups
    .map(group => group.to)
    .sort()
    .at(-1);
  return {
    nodes,
    bySourceType,
    byKind: toNamedCounts(options.kinds, sum(groups.map(one => one.kinds))),
    byService: toNamedCounts(options.services, nodes),
    truncated: sum(groups.map(one => (one.truncated ? one.nodes : 0))),
    ...(from === undefined || to === undefined ? {} : { from, to }),
  };
}

function toNamedCounts(
  counted: readonly [name: string, nodes: number][],
  total: number,
): Record<string, number> {
  const named = counted
    .filter(([name]) => name !== UNCOUNTED_NAME)
    .sort(byFrequency)
    .slice(0, MAX_NAMES);
  const counts = Object.fromEntries(named);
  const others = total - named.reduce((sum, [, nodes]) => sum + nodes, 0);
  if (others > 0) counts[OTHER_NAMES] = (counts[OTHER_NAMES] ?? 0) + others;
  return counts;
}

/** Most frequent first, then byte by byte as databases compare. */
function byFrequency(
  [nameA, nodesA]: [string, number] | readonly [string, number],
  [nameB, nodesB]: [string, number] | readonly [string, number],
): number {
  return (
    nodesB - nodesA || Buffer.compare(Buffer.from(nameA), Buffer.from(nameB))
  );
}

/** Counts nodes that are in memory. */
export class ManifestCounter {
  readonly #groups = new Map<string, EvidenceGroup>();
  readonly #kinds = new Map<string, number>();
  readonly #services = new Map<string, number>();

  add(node: EvidenceNode): void {
    const { sourceType, truncated, timestamp } = node;
    const name = `${sourceType} ${truncated}`;
    const group = this.#groups.get(name) ?? {
      sourceType,
      truncated,
      nodes: 0,
      kinds: 0,
      from: timestamp,
      to: timestamp,
    };
    this.#groups.set(name, group);
    group.nodes += 1;
    if (timestamp < group.from) group.from = timestamp;
    if (timestamp > group.to) group.to = timestamp;

    const kind = payloadKind(node.payload);
    if (kind !== undefined) {
      group.kinds += 1;
      this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
    }
    const { service } = node.metadata;
    this.#services.set(service, (this.#services.get(service) ?? 0) + 1);
  }

  manifest(): SealManifest {
    return buildManifest({
      groups: [...this.#groups.values()],
      kinds: [...this.#kinds],
      services: [...this.#services],
    });
  }
}
