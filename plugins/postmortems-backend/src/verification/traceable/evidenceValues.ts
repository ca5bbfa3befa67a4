import {
  isoTimeSchema,
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Turns } from '../../platform/Turns';
import { unitOf } from '../compare';
import { nameKey } from '../nameKey';
import { EvidenceIndex, personKey } from '../reading/EvidenceIndex';
import { TIME_UNITS, UNITS } from '../reading/lexicon/units';
import { stem } from '../reading/stem';
import { tokenize } from '../reading/tokenize';
import type { Point, SealedFacts } from '../SealedFacts';
import { timeText } from '../render/reasons';
import { mentionsOf } from './mentions';
import { nameOf } from './nameOf';

/** What a number measures; `any` when the source does not say. */
export type Dimension = 'share' | 'time' | 'bytes' | 'rate' | 'any';

/** A number of the evidence, in the base unit of its dimension. */
export type Value = {
  value: number;
  dimension: Dimension;
  from: string;
  /** Its field, when it is one of its own. */
  field?: string;
  /** A number in a text that measures no time. */
  isBare?: boolean;
};

/** Where a value or a time comes from, as a reason says it; that of a point with its moment. */
export function sourceText({
  from,
  value,
  at,
}: {
  from: string;
  value?: number;
  at?: number;
}): string {
  return value === undefined || at === undefined
    ? from
    : `${from} at ${timeText(at)}`;
}

/** A time of the evidence, in milliseconds since 1970. */
export type Time = { at: number; precisionMs: number; from: string };

/** What a piece of evidence gives, but for the points of a metric. */
export type EvidenceValues = {
  kind: string;
  values: readonly Value[];
  times: readonly Time[];
  people: ReadonlySet<string>;
  author?: string;
  /** When it happened, unless it is a series. */
  at?: number;
  /** Its words, and those for its kind, without inflection. */
  stems: ReadonlySet<string>;
  /** Its texts in the form that is compared. */
  key: string;
  /** Not all of its text was read: it may give more. */
  isCut: boolean;
};

const ANY = { dimension: 'any', factor: 1 } as const;
const BASES: Readonly<
  Record<string, { dimension: Dimension; factor: number }>
> = {
  ratio: { dimension: 'share', factor: 1 },
  percent: { dimension: 'share', factor: 0.01 },
  seconds: { dimension: 'time', factor: 1 },
  milliseconds: { dimension: 'time', factor: 0.001 },
  bytes: { dimension: 'bytes', factor: 1 },
  per_second: { dimension: 'rate', factor: 1 },
};
/** Endings of numbers in logs that sentences do not use. */
const ENDINGS: Readonly<Record<string, [Dimension, number]>> = {
  m: ['time', 60],
  k: ['any', 1e3],
  g: ['bytes', 1e9],
  ki: ['bytes', 2 ** 10],
  mi: ['bytes', 2 ** 20],
  gi: ['bytes', 2 ** 30],
};
const set = (list: string) => new Set(list.split('|'));
const SKIPPED = set('points|query');
/** Fields whose digits measure nothing. */
const NAMES = set(
  'version|previousVersion|commit|sha|id|kind|channel|threadId|author|digest|image|ref|url|diffUrl|traceId|stepId',
);
const TIME_FIELDS: Readonly<Record<string, string>> = {
  startsAt: 'the start of',
  startedAt: 'the start of',
  firstSeen: 'the first of',
  detectedAt: 'the detection of',
  mitigatedAt: 'the mitigation of',
  endsAt: 'the end of',
  resolvedAt: 'the end of',
  finishedAt: 'the end of',
  lastSeen: 'the last of',
};
const KIND_WORDS: Readonly<Record<string, string>> = {
  alert: 'alert alarm page warning fired',
  deployment: 'deployment deployed release released rollout rolled shipped',
  rollback: 'rollback reverted rolled back',
  config_change: 'change changed config configuration setting',
};
const MAX_DEPTH = 6;
const MAX_VALUES = 500;
/** Characters of a text that are read for what it gives; reading takes its time. */
const MAX_TEXT = 64 * 1024;

const known = new WeakMap<
  SealedFacts,
  Map<string, EvidenceValues | undefined>
>();

/** What a piece of evidence or the incident's record gives; read once. */
export function evidenceValues(
  facts: SealedFacts,
  id: string,
): EvidenceValues | undefined {
  let read = known.get(facts);
  if (!read) known.set(facts, (read = new Map()));
  if (!read.has(id)) read.set(id, readEvidence(facts, id));
  return read.get(id);
}

export function baseOf(unit: string | undefined) {
  const name = unitOf(unit);
  return name && Object.hasOwn(BASES, name) ? BASES[name] : ANY;
}

function readEvidence(
  facts: SealedFacts,
  id: string,
): EvidenceValues | undefined {
  const document = facts.document(id);
  if (!document) return undefined;
  const node = facts.node(id)?.node;
  const payload = document as Record<string, unknown>;
  const index = EvidenceIndex.of(facts);
  const from = node ? nameOf(node) : 'the incident';
  const kind = String(payload.kind);
  const values: Value[] = [];
  const times: Time[] = [];
  const texts: string[] = [];
  const names: string[] = [];
  const walk = (value: unknown, field: string, depth: number): void => {
    if (SKIPPED.has(field) || depth > MAX_DEPTH) return;
    if (typeof value === 'number') {
      values.push({ value, dimension: 'any', from, field });
    } else if (typeof value === 'string') {
      const time = isoTimeSchema.safeParse(value).data;
      if (time) times.push(exactTime(Date.parse(time), from, field));
      (time || NAMES.has(field) ? names : texts).push(value);
    } else if (value && typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) {
        walk(one, name, depth + 1);
      }
    }
  };
  walk(payload, '', 0);
  const at = node && facts.timeOf({ evidence: id });
  const part = payload.status === 'resolved' ? 'endsAt' : '';
  const happened = at === undefined ? [] : [exactTime(at, from, part)];
  const whole = texts.join('\n');
  const text = whole.slice(0, MAX_TEXT);
  const read = readText(text, from, index);
  const author =
    (payload.author as { name?: unknown } | undefined)?.name ?? payload.author;
  const authorKey = typeof author === 'string' ? personKey(author) : undefined;
  const words = `${text} ${names.join(' ')}`;
  return {
    kind:
      id === RECORD_EVIDENCE_ID || id === SEAL_EVIDENCE_ID ? 'record' : kind,
    values: [...values, ...read.values].slice(0, MAX_VALUES),
    times: [
      ...new Map(
        [...read.times, ...happened, ...times].map(one => [one.at, one]),
      ).values(),
    ],
    people: new Set([...read.people, ...(authorKey ? [authorKey] : [])]),
    ...(authorKey && { author: authorKey }),
    ...(at !== undefined && kind !== 'metric' && { at }),
    stems: stemsOf(`${words} ${KIND_WORDS[kind] ?? ''}`),
    key: nameKey(text),
    isCut: text.length < whole.length,
  };
}

function exactTime(at: number, from: string, field: string): Time {
  const part = Object.hasOwn(TIME_FIELDS, field)
    ? `${TIME_FIELDS[field]} `
    : '';
  return { at, precisionMs: 1, from: `${part}${from}` };
}

/** The numbers of a text, in words or digits, its times, and the people that it names. */
export function readText(text: string, from: string, index: EvidenceIndex) {
  const values: Value[] = plainNumbers(text).map(one => ({ ...one, from }));
  const times: Time[] = [];
  const people: string[] = [];
  // `ada.okafor` in a text names a person as `Ada Okafor` does.
  const plain = text.replace(/(\p{L})[._](?=\p{L})/gu, '$1 ');
  const tokens = tokenize(plain, index.isName);
  for (const one of mentionsOf(tokens, index, index.days)) {
    if (one.kind === 'person') people.push(...one.names);
    if (one.kind === 'moment') {
      for (const { at, precisionMs } of one.instants) {
        times.push({ at: Date.parse(at), precisionMs, from });
      }
    }
    if (!('stated' in one)) continue;
    for (const { value, unit } of one.stated) {
      const base = one.kind === 'length' ? BASES.seconds : baseOf(unit.unit);
      values.push({
        value: value * base.factor,
        dimension: base.dimension,
        from,
        ...(base.dimension === 'any' && { isBare: true }),
      });
    }
  }
  const keyed = values.map(
    one => [`${one.value} ${one.dimension}`, one] as const,
  );
  return { values: [...new Map(keyed).values()], times, people };
}

/** Numbers that stand in no words of a sentence: `max=40`, `47m02s`, `12G`. */
function plainNumbers(text: string): Omit<Value, 'from'>[] {
  const found = text.matchAll(
    /(?<![\w.:-])(\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?)(?![.:]\d)\s?([a-z%]*)/gi,
  );
  return [...found].map(([, digits, ending]) => {
    const value = Number(digits.replace(/[^\d.]/g, ''));
    const unit = ending.toLowerCase();
    if (Object.hasOwn(ENDINGS, unit)) {
      const [dimension, factor] = ENDINGS[unit];
      return { value: value * factor, dimension };
    }
    if (Object.hasOwn(TIME_UNITS, unit)) {
      return { value: value * TIME_UNITS[unit], dimension: 'time' };
    }
    if (Object.hasOwn(UNITS, unit)) {
      const base = baseOf(UNITS[unit].unit);
      const factor = UNITS[unit].factor * base.factor;
      return { value: value * factor, dimension: base.dimension };
    }
    return { value, dimension: 'any', isBare: true };
  });
}

const allTexts = new WeakMap<SealedFacts, readonly string[]>();

function* readTexts(facts: SealedFacts): Generator<void> {
  const texts = [nameKey(JSON.stringify(facts.seal.incident))];
  for (const { node } of facts.all()) {
    const { payload, id, metadata } = node;
    texts.push(
      nameKey(JSON.stringify([{ ...payload, points: [] }, id, metadata])),
    );
    yield;
  }
  allTexts.set(facts, texts);
}

/** Whether the evidence or the incident's record has a name anywhere. */
export function isInEvidence(name: string, facts: SealedFacts): boolean {
  if (!allTexts.has(facts)) for (const _ of readTexts(facts)); // At once
  const key = nameKey(name);
  return allTexts.get(facts)!.some(text => text.includes(key));
}

/** Reads what {@link isInEvidence} looks in with turns for others. */
export async function prepareTexts(
  facts: SealedFacts,
  turns: Turns,
): Promise<void> {
  if (allTexts.has(facts)) return;
  for (const _ of readTexts(facts)) await turns.next();
}

const extremes = new WeakMap<readonly Point[], readonly Point[]>();

/** The lowest and the highest point of a metric. */
export function extremesOf(points: readonly Point[]): readonly Point[] {
  let found = extremes.get(points);
  if (!found) {
    let [low, high] = [points[0], points[0]];
    for (const point of points) {
      if (point.value < low.value) low = point;
      if (point.value > high.value) high = point;
    }
    extremes.set(points, (found = points.length > 0 ? [low, high] : []));
  }
  return found;
}

/** A point of a metric as a value and its time. */
export function pointValue(
  { value, at }: Point,
  metric: { name: string; unit?: string },
): Value & Time {
  const { dimension, factor } = baseOf(metric.unit);
  const from = metric.name;
  return { value: value * factor, dimension, from, at, precisionMs: 1 };
}

export function stemsOf(text: string): Set<string> {
  const split = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return new Set((nameKey(split).match(/\p{L}{3,}/gu) ?? []).map(stem));
}
