import {
  MAX_PAYLOAD_BYTES,
  parseKnownPayload,
  type EvidenceNode,
  type KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Turns } from '../platform/Turns';
import { chooseWhole, groupOf, MAX_WHOLE } from './chooseWhole';
import type { EvidenceOutline } from '../evidence';
import { UnreadEvidence } from './UnreadEvidence';

/** What is read at once, when it is read a second time. Parsing it keeps others waiting. */
const PAGE = { nodes: 500, bytes: 1024 * 1024 };

/** The evidence of an incident, as much of it as is held in memory. */
export type ReadEvidence = {
  /** Ascending in time. */
  nodes: EvidenceNode[];
  /** Their payloads in a known shape, by id. */
  payloads: ReadonlyMap<string, KnownPayload | undefined>;
  /** The rest of it, if it is not held whole. */
  unread?: UnreadEvidence;
};

type Seen = EvidenceOutline & { group: number };

function bytesOf({ originalBytes }: EvidenceNode): number {
  return Math.min(originalBytes, MAX_PAYLOAD_BYTES);
}

/** Ids of nodes that are read at once. */
function* pagesOf(nodes: readonly Seen[]): Iterable<string[]> {
  let page: string[] = [];
  let size = 0;
  for (const { id, bytes } of nodes) {
    if (page.length === PAGE.nodes || size + bytes > PAGE.bytes) {
      if (page.length > 0) yield page;
      page = [];
      size = 0;
    }
    page.push(id);
    size += bytes;
  }
  if (page.length > 0) yield page;
}

/**
 * Reads evidence once in pages, and keeps all of it or, when that is too much,
 * only of what kind each node is. Of these it then reads those again that tell
 * most.
 */
export class EvidenceReader {
  readonly #max: typeof MAX_WHOLE;
  readonly #turns = new Turns();
  readonly #seen: Seen[] = [];
  readonly #groups = new Map<string, number>();
  /** One string for each name that repeats. */
  readonly #names = new Map<string, string>();
  #nodes: EvidenceNode[] = [];
  #payloads = new Map<string, KnownPayload | undefined>();
  #bytes = 0;
  #isWhole = true;

  constructor(options: { max?: typeof MAX_WHOLE } = {}) {
    this.#max = options.max ?? MAX_WHOLE;
  }

  /** Passes nodes on, in the order of time. */
  async *read(nodes: AsyncIterable<EvidenceNode>): AsyncIterable<EvidenceNode> {
    for await (const node of nodes) {
      this.#add(node);
      if (!this.#isWhole && this.#nodes.length > 0) await this.#noteAll();
      yield node;
      await this.#turns.next();
    }
  }

  /** Whether so much evidence is held whole. */
  isWhole({ nodes, bytes }: { nodes: number; bytes: number }): boolean {
    return nodes <= this.#max.nodes && bytes <= this.#max.bytes;
  }

  /** Notes what there is without reading it: nodes of one kind and service are alike then. */
  async outline(nodes: AsyncIterable<EvidenceOutline>): Promise<void> {
    this.#isWhole = false;
    for await (const node of nodes) {
      this.#note(node, JSON.stringify([node.kind, node.service]));
      await this.#turns.next();
    }
  }

  /**
   * What is held of what was read.
   *
   * @param options - `cited` are ids of evidence to hold before others
   */
  async finish(options: {
    cited: Iterable<string>;
    getMany(ids: readonly string[]): Promise<Map<string, EvidenceNode>>;
  }): Promise<ReadEvidence> {
    if (this.#isWhole) return { nodes: this.#nodes, payloads: this.#payloads };
    const cited = new Set(options.cited);
    const held = this.#seen.flatMap(({ id }, at) =>
      cited.has(id) ? [at] : [],
    );
    await this.#turns.next();
    const chosen = await this.#turns.run(
      chooseWhole(this.#seen, held, this.#max),
    );
    const nodes: EvidenceNode[] = [];
    for (const page of pagesOf(this.#seen.filter((_, at) => chosen.has(at)))) {
      const found = await options.getMany(page);
      for (const id of page) {
        const node = found.get(id);
        if (!node) continue;
        nodes.push(node);
        this.#payloads.set(id, parseKnownPayload(node.payload));
        await this.#turns.next();
      }
    }
    return {
      nodes,
      payloads: this.#payloads,
      unread: await UnreadEvidence.of(
        this.#seen.filter((_, at) => !chosen.has(at)),
        this.#turns,
      ),
    };
  }

  #note(node: EvidenceOutline, group: string): void {
    const number = this.#groups.get(group) ?? this.#groups.size;
    this.#groups.set(group, number);
    this.#seen.push({
      ...node,
      kind: this.#name(node.kind),
      service: this.#name(node.service),
      group: number,
    });
  }

  #add(node: EvidenceNode): void {
    if (!this.#isWhole) {
      this.#noteNode(node);
      return;
    }
    this.#bytes += bytesOf(node);
    this.#nodes.push(node);
    const nodes = this.#nodes.length;
    this.#isWhole = this.isWhole({ nodes, bytes: this.#bytes });
    if (this.#isWhole) {
      this.#payloads.set(node.id, parseKnownPayload(node.payload));
    }
  }

  /** Lets go of what was held, once it is too much; only then it matters which of them are alike. */
  async #noteAll(): Promise<void> {
    for (const one of this.#nodes) {
      this.#noteNode(one);
      await this.#turns.next();
    }
    this.#nodes = [];
    this.#payloads = new Map();
  }

  #noteNode(node: EvidenceNode): void {
    this.#note(
      {
        id: node.id,
        kind: String(node.payload.kind ?? ''),
        service: node.metadata.service,
        sourceType: node.sourceType,
        at: Date.parse(node.timestamp),
        bytes: bytesOf(node),
      },
      groupOf(node),
    );
  }

  #name(text: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    this.#names.set(text, text);
    return text;
  }
}
