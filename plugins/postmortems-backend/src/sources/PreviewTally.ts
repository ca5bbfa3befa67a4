import type {
  EvidenceNode,
  SourcePreview,
} from '@postmortems/backstage-plugin-postmortems-common';
import { cutPayload, normaliseInSteps, payloadKind } from '../evidence';
import type { Turns } from '../platform/Turns';
import { refusalReason } from './refusalReasons';

/** Of each kind. */
const EXAMPLES = 3;
/** Of the payload of an example, in bytes of JSON. */
const EXAMPLE_BYTES = 4 * 1024;
const MAX_REASONS = 20;

type Kind = SourcePreview['kinds'][number];

/** Counts nodes as they would be taken, and forgets all but a few examples. */
export class PreviewTally {
  readonly #turns: Turns;
  readonly #maxPayloadBytes: number;
  readonly #seen = new Set<string>();
  readonly #kinds = new Map<string, Kind>();
  readonly #refusals = new Map<string, number>();

  constructor(options: { turns: Turns; maxPayloadBytes: number }) {
    this.#turns = options.turns;
    this.#maxPayloadBytes = options.maxPayloadBytes;
  }

  async add(nodes: readonly unknown[]): Promise<void> {
    const now = new Date().toISOString();
    for (const sent of nodes) {
      const result = await this.#turns.run(
        normaliseInSteps({
          node: sent,
          now,
          maxPayloadBytes: this.#maxPayloadBytes,
        }),
      );
      if ('node' in result) this.#take(result.node);
      else this.#refuse(refusalReason(result.errors));
    }
  }

  result(options: {
    withheld: boolean;
  }): Pick<SourcePreview, 'taken' | 'kinds' | 'refused' | 'refusals'> {
    const kinds = [...this.#kinds.values()].sort((a, b) => b.nodes - a.nodes);
    const refusals = [...this.#refusals]
      .map(([reason, nodes]) => ({ reason, nodes }))
      .sort((a, b) => b.nodes - a.nodes);
    return {
      taken: kinds.reduce((sum, { nodes }) => sum + nodes, 0),
      kinds: options.withheld
        ? kinds.map(kind => ({ ...kind, examples: [] }))
        : kinds,
      refused: refusals.reduce((sum, { nodes }) => sum + nodes, 0),
      refusals: refusals.slice(0, MAX_REASONS),
    };
  }

  #take(node: EvidenceNode): void {
    // Sent twice, it would be taken once
    if (this.#seen.has(node.id)) return;
    this.#seen.add(node.id);
    const { sourceType, payload } = node;
    const name = payloadKind(payload);
    const key = `${sourceType} ${name ?? ''}`;
    const kind: Kind = this.#kinds.get(key) ?? {
      sourceType,
      ...(name !== undefined && { kind: name }),
      nodes: 0,
      examples: [],
    };
    this.#kinds.set(key, kind);
    kind.nodes += 1;
    if (kind.examples.length >= EXAMPLES) return;
    kind.examples.push({
      id: node.id,
      timestamp: node.timestamp,
      service: node.metadata.service,
      ...(node.sourceUrl !== undefined && { sourceUrl: node.sourceUrl }),
      payload: cutPayload(payload, EXAMPLE_BYTES),
    });
  }

  #refuse(reason: string): void {
    this.#refusals.set(reason, (this.#refusals.get(reason) ?? 0) + 1);
  }
}
