import {
  RECORD_EVIDENCE_ID,
  type EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import { EvidenceIndex } from '../reading/EvidenceIndex';
import type { Point, SealedFacts } from '../SealedFacts';
import {
  evidenceValues,
  extremesOf,
  pointValue,
  readText,
  type EvidenceValues,
  type Time,
  type Value,
} from './evidenceValues';

const DAY = 86_400_000;
/** Most values whose differences and ratios are formed. */
const MAX_QUOTED = 24;
/** Most values of a node that is cited as a whole among them. */
const MAX_WHOLE = 8;
/** Most times whose distances are formed. */
const MAX_TIMES = 40;

/** Words of a sentence for what happened, and the kinds of evidence of it. */
const EVENT_WORDS: readonly [words: RegExp, kinds: readonly string[]][] = [
  [/^(?:rollback|roll(?:ed|ing)?|revert)/, ['rollback', 'config_change']],
  [/^(?:deploy|releas|rollout|ship)/, ['deployment']],
  [/^(?:alert|page|alarm|fail|error)/, ['alert']],
  [/^(?:change|config)/, ['config_change']],
];
const RECORD_WORDS =
  /^(?:incident|outage|disruption|detect|mitigat|resol|recover|declar|earlier|previous|ago$)/;

const allEvidence = new WeakMap<SealedFacts, CitedEvidence>();

/** What the evidence gives that a claim cites; all evidence, when it cites none. */
export class CitedEvidence {
  readonly facts: SealedFacts;
  readonly nodes: readonly (EvidenceValues & { id: string })[];
  readonly isAll: boolean;
  readonly #spans: readonly EvidenceSpan[];
  readonly #points = new Map<string, readonly (Value & Time)[]>();
  #values?: readonly Value[];
  #quoted?: readonly Value[];
  #times?: readonly Time[];

  static of(spans: readonly EvidenceSpan[], facts: SealedFacts): CitedEvidence {
    if (spans.length > 0) return new CitedEvidence(spans, facts);
    let all = allEvidence.get(facts);
    if (!all) allEvidence.set(facts, (all = new CitedEvidence([], facts)));
    return all;
  }

  private constructor(spans: readonly EvidenceSpan[], facts: SealedFacts) {
    this.facts = facts;
    this.#spans = spans;
    this.isAll = spans.length === 0;
    const ids = this.isAll
      ? [...facts.all()].map(({ node }) => node.id)
      : spans.map(({ evidenceId }) => evidenceId);
    this.nodes = [...new Set(ids)].flatMap(id => {
      const found = evidenceValues(facts, id);
      return found ? [{ ...found, id }] : [];
    });
  }

  /** Whether some of it was too long to be read whole. */
  get isCut(): boolean {
    return this.nodes.some(({ isCut }) => isCut);
  }

  /** Whether any two points of a series may be meant, since none of it is cited. */
  get isOpen(): boolean {
    return (
      this.isAll ||
      this.nodes.some(
        ({ id, kind }) =>
          kind === 'metric' && this.#citedPoints(id).length === 0,
      )
    );
  }

  get values(): readonly Value[] {
    if (!this.#values) {
      const values = this.nodes.flatMap(one => one.values);
      const points = this.nodes.flatMap(({ id }) => this.#marksOf(id));
      this.#values = [...values, ...sumsByField(values), ...points];
    }
    return this.#values;
  }

  /** Those of the cited places. */
  get quoted(): readonly Value[] {
    this.#quoted ??= this.nodes
      .flatMap(node => this.#quotedOf(node))
      .slice(0, MAX_QUOTED);
    return this.#quoted;
  }

  get times(): readonly Time[] {
    this.#times ??= [
      ...this.nodes.flatMap(one => one.times),
      ...this.#otherEndsOfAlerts(),
      ...this.nodes.flatMap(({ id }) => this.#citedPoints(id)),
    ];
    return this.#times;
  }

  /** Starts, in UTC, of the days that a time without a date may be of. */
  days(): number[] {
    const times = [
      ...this.times,
      ...this.nodes.flatMap(({ id }) => endsOf(this.facts.points(id))),
    ];
    return times.map(({ at }) => Math.floor(at / DAY) * DAY);
  }

  /** Times between which a stated length may lie. */
  ends(words: readonly string[]): {
    cited: readonly Time[];
    other: readonly Time[];
  } {
    const { facts } = this;
    const kinds = new Set(this.nodes.map(({ kind }) => kind));
    // What the sentence names, where nothing of its kind is cited.
    const missing = new Set(
      EVENT_WORDS.filter(([pattern]) => words.some(word => pattern.test(word)))
        .filter(([, all]) => !all.some(kind => kinds.has(kind)))
        .flatMap(([, all]) => all),
    );
    if (words.some(word => RECORD_WORDS.test(word))) missing.add('record');
    const others = [
      RECORD_EVIDENCE_ID,
      ...[...facts.all()]
        .filter(({ node }) => missing.has(String(node.payload.kind)))
        .map(({ node }) => node.id),
    ].flatMap(id =>
      id !== RECORD_EVIDENCE_ID || missing.has('record')
        ? evidenceValues(facts, id)?.times ?? []
        : [],
    );
    return {
      cited: this.times.slice(0, MAX_TIMES),
      other: others.slice(0, MAX_TIMES),
    };
  }

  /** All moments that may be stated, with those of the points of cited metrics. */
  *moments(): Iterable<Time> {
    yield* this.times;
    yield* evidenceValues(this.facts, RECORD_EVIDENCE_ID)?.times ?? [];
    for (const { id, kind } of this.nodes) {
      if (kind !== 'metric') continue;
      for (const { at } of this.facts.points(id)) {
        yield { at, precisionMs: 1, from: this.#metricOf(id).name };
      }
    }
  }

  #citedPoints(id: string): readonly (Value & Time)[] {
    let found = this.#points.get(id);
    if (!found) {
      const places = new Set(
        this.#spans
          .filter(({ evidenceId }) => evidenceId === id)
          .flatMap(({ pointer }) => {
            const match = /^\/points\/(\d+)/.exec(pointer);
            return match ? [Number(match[1])] : [];
          }),
      );
      const points =
        places.size > 0
          ? this.facts.points(id).filter(({ index }) => places.has(index))
          : [];
      found = points.map(point => pointValue(point, this.#metricOf(id)));
      this.#points.set(id, found);
    }
    return found;
  }

  /** What the cited places of a node give; the node as a whole, when they give no two numbers. */
  #quotedOf({ id, values }: { id: string; values: readonly Value[] }): Value[] {
    const cited = this.#citedPoints(id);
    const index = EvidenceIndex.of(this.facts);
    const quotes = this.#spans.flatMap(({ evidenceId, pointer, quote }) =>
      evidenceId !== id || /^\/points\/|At$|Seen$/.test(pointer)
        ? []
        : readText(quote, id, index).values,
    );
    const quoted = [...cited, ...quotes];
    return quoted.length > 1
      ? quoted
      : [...quoted, ...values.slice(0, MAX_WHOLE)];
  }

  /** The points of a metric that a sentence may mean: the cited ones and its extremes; all, when none is cited. */
  #marksOf(id: string): Value[] {
    const all = this.facts.points(id);
    const cited = this.#citedPoints(id);
    const marks = cited.length > 0 ? extremesOf(all) : all;
    return [
      ...cited,
      ...marks.map(point => pointValue(point, this.#metricOf(id))),
    ];
  }

  #metricOf(id: string): { name: string; unit?: string } {
    const payload = this.facts.node(id)?.payload;
    return payload?.kind === 'metric'
      ? { name: payload.metric, unit: payload.unit }
      : { name: id };
  }

  /** An alert's start and its end may be two nodes, of which one is cited. */
  #otherEndsOfAlerts(): Time[] {
    if (this.isAll || !this.nodes.some(({ kind }) => kind === 'alert'))
      return [];
    const cited = new Set(this.nodes.map(({ id }) => id));
    return EvidenceIndex.of(this.facts).alerts.flatMap(({ fired, ended }) =>
      ended && ended !== fired && cited.has(fired) !== cited.has(ended)
        ? evidenceValues(this.facts, cited.has(fired) ? ended : fired)!.times
        : [],
    );
  }
}

function endsOf(points: readonly Point[]): Point[] {
  return points.length > 0 ? [points[0], points.at(-1)!] : [];
}

/** Counts of the same kind add up. */
function sumsByField(values: readonly Value[]): Value[] {
  const byField = new Map<string, number[]>();
  for (const { field, value } of values) {
    if (!field) continue;
    const same = byField.get(field);
    if (same) same.push(value);
    else byField.set(field, [value]);
  }
  return [...byField].flatMap(([field, all]) =>
    all.length > 1
      ? [
          {
            value: all.reduce((sum, one) => sum + one, 0),
            dimension: 'any' as const,
            from: `the sum of ${field}`,
          },
        ]
      : [],
  );
}
