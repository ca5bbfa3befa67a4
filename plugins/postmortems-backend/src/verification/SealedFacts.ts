import {
  DEFAULT_MIN_CONFIDENCE,
  erasureOf,
  parseKnownPayload,
  RECORD_EVIDENCE_ID,
  resolvePointer,
  SEAL_EVIDENCE_ID,
  type ChatMessagePayload,
  type Erased,
  type EventRef,
  type EvidenceFilter,
  type EvidenceNode,
  type EvidenceSeal,
  type InvestigationTrace,
  type KnownPayload,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentHashOf } from '../evidence';
import { recordHashOf } from '../sealing';
import type { PayloadKinds } from '../payloadKinds';
import type { KnownService } from '../platform/catalog';
import { isWithin } from './compare';
import { correlationIdOf } from './correlationId';
import { remembered } from '../platform/text/remembered';
import { beginsLike, hasPattern, wordsOf } from './logPattern';
import { nameKey } from './nameKey';
import { pointTime } from './pointTime';
import { regionOf } from './regionOf';
import { serviceName } from './render/names';
import { mayRepeat, repetitionKey } from './repetitionKey';
import type { UnreadEvidence } from './UnreadEvidence';

/** A sealed node with its payload in a known shape, if it has one. */
export type SealedNode = { node: EvidenceNode; payload?: KnownPayload };

/** A point of a metric: its place in the payload, time in milliseconds since 1970, value. */
export type Point = { index: number; at: number; value: number };

/** The same pattern is looked for in many lines. */
const patternWords = remembered(wordsOf);

/** Time fields of the incident's record. */
const RECORD_TIMES = ['startedAt', 'detectedAt', 'mitigatedAt', 'resolvedAt'];

/**
 * The sealed evidence of an incident, indexed once for all claims that are
 * verified against it. Nodes whose content does not have its hash are not in it, nor
 * are those whose text was erased.
 */
export class SealedFacts {
  readonly seal: EvidenceSeal;
  readonly services: readonly KnownService[];
  readonly trace?: InvestigationTrace;
  /** Evidence with a lower confidence carries nothing alone. */
  readonly minConfidence: number;
  /** IANA name of the zone of the group that owns the incident, if it is not UTC. */
  readonly timeZone?: string;
  readonly payloadKinds: PayloadKinds;
  /** What of the evidence of a large incident is not held; nothing, usually. */
  readonly unread?: UnreadEvidence;
  /** Of the payloads that are held, as they were sent. */
  readonly bytes: number;
  readonly #nodes = new Map<string, SealedNode>();
  readonly #changed = new Set<string>();
  readonly #erased = new Map<string, Erased>();
  readonly #keyByName = new Map<string, string | undefined>();
  readonly #points = new Map<string, readonly Point[]>();
  readonly #dependsOn = new Map<string, readonly string[]>();
  readonly #byKind = new Map<string, readonly Timed[]>();
  readonly #words = new Map<string, readonly string[]>();
  #ofKinds?: ReadonlyMap<string, readonly SealedNode[]>;
  #byCorrelation?: ReadonlyMap<string, readonly SealedNode[]>;
  #recordIntact?: boolean;
  #confident?: SealedFacts;
  /** What was asked for last: the same for each node that it is compared with. */
  #repeated?: { id: string; key: string | undefined };
  readonly #dependencies?: ReadonlyMap<string, readonly string[]>;

  constructor(options: {
    seal: EvidenceSeal;
    evidence: Iterable<EvidenceNode>;
    /** Payloads in a known shape by id, where they have been parsed already. */
    payloads?: ReadonlyMap<string, KnownPayload | undefined>;
    unread?: UnreadEvidence;
    /** Ids of nodes that are not what was sealed, when that has been computed already. */
    changed?: ReadonlySet<string>;
    services: readonly KnownService[];
    trace?: InvestigationTrace;
    timeZone?: string;
    /** How configuration describes kinds of payloads. */
    payloadKinds?: PayloadKinds;
    /** By entity ref, the refs that it depends on directly now; what the seal says goes before that. */
    dependencies?: ReadonlyMap<string, readonly string[]>;
    /** By the template. */
    minConfidence?: number;
  }) {
    this.minConfidence = options.minConfidence ?? DEFAULT_MIN_CONFIDENCE;
    this.payloadKinds = options.payloadKinds ?? new Map();
    this.#dependencies = options.dependencies;
    this.unread = options.unread;
    this.seal = options.seal;
    this.services = options.services;
    this.trace = options.trace;
    this.timeZone = options.timeZone;
    let bytes = 0;
    for (const node of options.evidence) {
      bytes += node.originalBytes;
      const isIntact = options.changed
        ? !options.changed.has(node.id)
        : contentHashOf(node) === node.contentHash;
      const erased = isIntact && erasureOf(node);
      if (erased) {
        this.#erased.set(node.id, erased);
      } else if (isIntact) {
        const payload = options.payloads?.has(node.id)
          ? options.payloads.get(node.id)
          : parseKnownPayload(node.payload);
        this.#nodes.set(node.id, { node, ...(payload && { payload }) });
      } else {
        this.#changed.add(node.id);
      }
    }
    this.bytes = bytes;
    for (const id of options.changed ?? []) this.#changed.add(id);
    for (const { ref, names } of this.services) {
      const service = bareRef(nameKey(ref));
      for (const name of [ref, ...names]) {
        const key = nameKey(name);
        // A name of two services names neither.
        const other = this.#keyByName.get(key);
        const isShared = this.#keyByName.has(key) && other !== service;
        this.#keyByName.set(key, isShared ? undefined : service);
      }
    }
    const sealed = this.seal.manifest.dependencies;
    const dependencies = sealed
      ? Object.entries(sealed)
      : options.dependencies ?? [];
    for (const [from, refs] of dependencies) {
      this.#dependsOn.set(
        this.serviceKey(from),
        refs.map(ref => this.serviceKey(ref)),
      );
    }
  }

  node(id: string): SealedNode | undefined {
    this.#missIf(this.unread?.has(id));
    return this.#nodes.get(id);
  }

  /**
   * Does something with the facts, and says whether it looked for evidence that is
   * not held: what it found, or did not find, is then not all there is.
   */
  watch<T>(work: () => T): { result: T; missed: boolean } {
    const { unread } = this;
    if (!unread) return { result: work(), missed: false };
    const before = unread.missed;
    unread.missed = false;
    const result = work();
    const { missed } = unread;
    unread.missed = before || missed;
    return { result, missed };
  }

  #missIf(missed: boolean | undefined): void {
    if (missed && this.unread) this.unread.missed = true;
  }

  /** Whether evidence with this id exists, but is not what was sealed. */
  isChanged(id: string): boolean {
    return id === RECORD_EVIDENCE_ID || id === SEAL_EVIDENCE_ID
      ? !this.#isRecordIntact()
      : this.#changed.has(id);
  }

  /** When and why the text of evidence was erased, if it was. */
  erasureOf(id: string): Erased | undefined {
    return this.#erased.get(id);
  }

  isUnsure(id: string): boolean {
    const confidence = this.#nodes.get(id)?.node.confidence ?? 1;
    return confidence < this.minConfidence;
  }

  /** The same without evidence whose confidence is too low. */
  get confident(): SealedFacts {
    if (!this.#confident) {
      const nodes = [...this.#nodes.values()].map(({ node }) => node);
      const sure = nodes.filter(({ id }) => !this.isUnsure(id));
      this.#confident =
        sure.length === nodes.length ? this : this.#with(sure, this.trace);
    }
    return this.#confident;
  }

  /** The same with evidence of some types only, for what is drafted from those. */
  ofTypes(types: readonly SourceType[]): SealedFacts {
    const nodes = [...this.#nodes.values()].map(({ node }) => node);
    return this.#with(
      nodes.filter(({ sourceType }) => types.includes(sourceType)),
      types.includes('agent_trace') ? this.trace : undefined,
    );
  }

  #with(
    evidence: readonly EvidenceNode[],
    trace: InvestigationTrace | undefined,
  ): SealedFacts {
    return new SealedFacts({
      seal: this.seal,
      evidence,
      payloads: new Map(
        [...this.#nodes].map(([id, { payload }]) => [id, payload]),
      ),
      unread: this.unread,
      changed: new Set(),
      services: this.services,
      trace,
      dependencies: this.#dependencies,
      minConfidence: this.minConfidence,
      timeZone: this.timeZone,
      payloadKinds: this.payloadKinds,
    });
  }

  all(): Iterable<SealedNode> {
    this.#missIf(this.unread !== undefined);
    return this.#nodes.values();
  }

  /** The document that a span cites: a payload, the incident's record or the manifest. */
  document(id: string): object | undefined {
    if (id === RECORD_EVIDENCE_ID || id === SEAL_EVIDENCE_ID) {
      if (!this.#isRecordIntact()) return undefined;
      return id === RECORD_EVIDENCE_ID
        ? this.seal.incident
        : this.seal.manifest;
    }
    this.#missIf(this.unread?.has(id));
    return this.#nodes.get(id)?.node.payload;
  }

  /** One key for every name of a service. */
  serviceKey(name: string): string {
    const key = nameKey(name);
    return this.#keyByName.get(key) ?? bareRef(key);
  }

  isSameService(a: string, b: string): boolean {
    return this.serviceKey(a) === this.serviceKey(b);
  }

  /** Whether relations are those of the seal, and not the catalog's of today. */
  get hasSealedRelations(): boolean {
    return this.seal.manifest.dependencies !== undefined;
  }

  /** Whether a service depends on another, directly or through others. */
  dependsOn(from: string, to: string): boolean {
    return this.dependencies(from).has(this.serviceKey(to));
  }

  /**
   * Everything that a service depends on, with the shortest way there: the keys of
   * the services on it, without the start.
   *
   * @param maxDepth - most services on a way
   */
  dependencies(
    service: string,
    maxDepth: number = Infinity,
  ): Map<string, readonly string[]> {
    const start = this.serviceKey(service);
    const ways = new Map<string, readonly string[]>();
    let open: (readonly string[])[] = [[]];
    while (open.length > 0 && open[0].length < maxDepth) {
      open = open.flatMap(way =>
        (this.#dependsOn.get(way.at(-1) ?? start) ?? []).flatMap(key => {
          if (ways.has(key)) return [];
          ways.set(key, [...way, key]);
          return [[...way, key]];
        }),
      );
    }
    return ways;
  }

  /** The points of a metric node in ascending time; none for other nodes. */
  points(id: string): readonly Point[] {
    this.#missIf(this.unread?.has(id));
    let points = this.#points.get(id);
    if (!points) {
      const payload = this.#nodes.get(id)?.payload;
      points =
        payload?.kind === 'metric'
          ? payload.points.flatMap(([time, value], index) => {
              const at = pointTime(time);
              return at === undefined ? [] : [{ index, at, value }];
            })
          : [];
      this.#points.set(id, points);
    }
    return points;
  }

  /**
   * When something happened, in milliseconds since 1970; `undefined` when the
   * evidence dates it nowhere. A tool call or a step dates nothing but itself, so
   * that it has no event time here.
   */
  timeOf({ evidence, pointer }: EventRef): number | undefined {
    if (evidence === RECORD_EVIDENCE_ID) {
      const field = pointer?.slice(1) ?? '';
      return RECORD_TIMES.includes(field)
        ? pointTime(resolvePointer(this.document(evidence), `/${field}`))
        : undefined;
    }
    const found = this.node(evidence);
    return found && this.#timeIn(found, pointer);
  }

  #timeIn({ node, payload }: SealedNode, pointer?: string): number | undefined {
    switch (payload?.kind) {
      case 'step':
        return undefined;
      case 'metric': {
        const match = /^\/points\/(\d+)(?:\/[01])?$/.exec(pointer ?? '');
        return match
          ? this.points(node.id).find(p => p.index === Number(match[1]))?.at
          : undefined;
      }
      case 'alert':
        if (pointer === '/endsAt') {
          return (
            pointTime(payload.endsAt) ??
            (payload.status === 'resolved'
              ? Date.parse(node.timestamp)
              : undefined)
          );
        }
        if (pointer === '/startsAt' || payload.status === 'firing') {
          return pointTime(payload.startsAt) ?? Date.parse(node.timestamp);
        }
        return pointTime(payload.endsAt) ?? Date.parse(node.timestamp);
      default:
        return (
          (pointer && pointTime(resolvePointer(node.payload, pointer))) ||
          Date.parse(node.timestamp)
        );
    }
  }

  /** The nodes that a filter selects. */
  select(filter: EvidenceFilter): SealedNode[] {
    this.#missIf(
      this.unread?.mayMatch(filter, (a, b) => this.isSameService(a, b)),
    );
    const { kind, window, correlationId, ...rest } = filter;
    if (correlationId) {
      return this.#correlated(correlationId).filter(one =>
        this.matches(one, filter),
      );
    }
    return kind
      ? this.#during(kind, window).filter(one => this.matches(one, rest))
      : [...this.#nodes.values()].filter(one => this.matches(one, filter));
  }

  #correlated(correlationId: string): readonly SealedNode[] {
    this.#byCorrelation ??= groupBy([...this.#nodes.values()], ({ node }) =>
      correlationIdOf(node),
    );
    return this.#byCorrelation.get(correlationId) ?? [];
  }

  /** The nodes of a kind, or those of them that are in a window. */
  #during(kind: string, window: EvidenceFilter['window']): SealedNode[] {
    const timed = this.#ofKind(kind);
    if (!window) return timed.map(({ one }) => one);
    const { from, to } = window;
    const start = from ? firstFrom(timed, Date.parse(from.at)) : 0;
    const end = firstFrom(
      timed,
      to ? Date.parse(to.at) + to.precisionMs : Infinity,
    );
    return timed.slice(start, end).map(({ one }) => one);
  }

  /** Nodes of a kind by their event time; those without one at the end. */
  #ofKind(kind: string): readonly Timed[] {
    let timed = this.#byKind.get(kind);
    if (!timed) {
      this.#ofKinds ??= groupBy([...this.#nodes.values()], ({ node }) =>
        String(node.payload.kind),
      );
      timed = (this.#ofKinds.get(kind) ?? [])
        .filter(({ node }) => node.payload.kind === kind)
        .map(one => ({ one, at: this.#timeIn(one) ?? Infinity }))
        .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
      this.#byKind.set(kind, timed);
    }
    return timed;
  }

  matches({ node, payload }: SealedNode, filter: EvidenceFilter): boolean {
    const { kind, sourceType, service, name, level, text, window } = filter;
    const { status, sameAs, regions, origin, pattern } = filter;
    const { correlationId, othersThan } = filter;
    if (sourceType && node.sourceType !== sourceType) return false;
    if (kind && node.payload.kind !== kind) return false;
    if (service && !this.isSameService(service, node.metadata.service)) {
      return false;
    }
    if (name && nameKey(name) !== nameKey(nameOf(node) ?? '')) return false;
    if (
      level &&
      !(
        payload?.kind === 'log' &&
        nameKey(payload.level ?? '') === nameKey(level)
      )
    ) {
      return false;
    }
    if (status && !(payload?.kind === 'alert' && payload.status === status)) {
      return false;
    }
    if (regions && !regions.includes(regionOf(node) ?? '')) return false;
    if (sameAs && !this.#saysSame({ node, payload }, sameAs)) return false;
    if (origin && serviceName(origin) !== serviceName(node.metadata.service)) {
      return false;
    }
    if (pattern && !this.#hasPattern({ node, payload }, pattern)) return false;
    if (correlationId && correlationIdOf(node) !== correlationId) return false;
    if (othersThan && !this.#isByOther({ node, payload }, othersThan)) {
      return false;
    }
    if (text && !nameKey(textOf(node)).includes(nameKey(text))) return false;
    if (!window) return true;
    const at = this.timeOf({ evidence: node.id });
    return at !== undefined && isWithin(at, window);
  }

  #saysSame({ node, payload }: SealedNode, id: string): boolean {
    const other = this.#nodes.get(id);
    if (!other || !mayRepeat(payload, other.payload)) return false;
    if (this.#repeated?.id !== id) {
      this.#repeated = { id, key: repetitionKey(other.node, other.payload) };
    }
    const { key } = this.#repeated;
    return key !== undefined && key === repetitionKey(node, payload);
  }

  #hasPattern({ node, payload }: SealedNode, pattern: string): boolean {
    if (payload?.kind !== 'log') return false;
    const wanted = patternWords(pattern);
    if (!beginsLike(payload.message, wanted)) return false;
    let words = this.#words.get(node.id);
    if (!words) this.#words.set(node.id, (words = wordsOf(payload.message)));
    return hasPattern(words, wanted);
  }

  /** Whether somebody else wrote a message than the one of that id. */
  #isByOther({ payload }: SealedNode, id: string): boolean {
    const other = this.#nodes.get(id)?.payload;
    return (
      payload?.kind === 'message' &&
      other?.kind === 'message' &&
      authorKey(payload) !== authorKey(other)
    );
  }

  #isRecordIntact(): boolean {
    this.#recordIntact ??= recordHashOf(this.seal) === this.seal.recordHash;
    return this.#recordIntact;
  }
}

/** Who wrote a message: an id where the source gives one. */
export function authorKey({ author }: ChatMessagePayload): string {
  return author.id ?? author.name ?? '';
}

/** A node at its event time, in milliseconds since 1970. */
type Timed = { one: SealedNode; at: number };

/** Index of the first one that is not earlier than a time. */
function firstFrom(timed: readonly Timed[], at: number): number {
  let low = 0;
  let high = timed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timed[middle].at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function groupBy<T>(
  things: readonly T[],
  keyOf: (thing: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const known = groups.get(key);
    if (known) known.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}

/** `checkout` and `component:default/checkout` are the same service. */
function bareRef(ref: string): string {
  return ref.replace(/^component:default\//, '');
}

function nameOf({ payload }: EvidenceNode): string | undefined {
  const value = payload.alertName ?? payload.name ?? payload.metric;
  return typeof value === 'string' ? value : undefined;
}

function textOf({ payload }: EvidenceNode): string {
  return [payload.text, payload.message, payload.summary, payload.description]
    .filter(value => typeof value === 'string')
    .join('\n');
}
