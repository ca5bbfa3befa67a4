import type { EvidenceIndex } from './EvidenceIndex';
import type { Zone } from './instants';
import type { Token } from './tokenize';

/** A sentence with what its words may refer to. */
export type Input = {
  tokens: readonly Token[];
  index: EvidenceIndex;
  /** Ids of the evidence that the writer cites. */
  cited: ReadonlySet<string>;
  /** Starts, in UTC, of the days that a time without a date may be of. */
  days: readonly number[];
  /** What a sentence says of the zone of all of its times. */
  zone?: Zone;
  memo: Map<Rule<unknown>, Map<number, readonly Match<unknown>[]>>;
};

/** One way to read the words from some place on: what they mean, and where they end. */
export type Match<T> = { value: T; end: number };

/** A rule of the grammar: all ways to read the words from a place on. */
export type Rule<T> = (input: Input, at: number) => readonly Match<T>[];

/** Most ways in which a rule reads the same words. */
const MAX_MATCHES = 64;

const NONE: readonly never[] = [];

/** One of some words or phrases, written in lower case. */
export function words(...phrases: string[]): Rule<string> {
  const byFirst = new Map<string, { phrase: string; parts: string[] }[]>();
  for (const phrase of new Set(phrases)) {
    const parts = phrase.split(' ');
    const known = byFirst.get(parts[0]);
    if (known) known.push({ phrase, parts });
    else byFirst.set(parts[0], [{ phrase, parts }]);
  }
  return ({ tokens }, at) => {
    const token = tokens[at];
    const phrasesHere = token && byFirst.get(token.key);
    if (!phrasesHere || token.kind === 'quote') return NONE;
    return phrasesHere
      .filter(({ parts }) =>
        parts.every((part, offset) => tokens[at + offset]?.key === part),
      )
      .map(({ phrase, parts }) => ({ value: phrase, end: at + parts.length }));
  };
}

type Values<T extends readonly Rule<unknown>[]> = {
  [K in keyof T]: T[K] extends Rule<infer V> ? V : never;
};

/** Rules one after the other. */
export function seq<T extends readonly Rule<unknown>[]>(
  ...rules: T
): Rule<Values<T>> {
  return (input, at) => {
    const found: Match<Values<T>>[] = [];
    const values: unknown[] = [];
    // Depth first, so that nothing is built before all rules have matched.
    const matchFrom = (place: number, from: number): void => {
      if (place === rules.length) {
        if (found.length < MAX_MATCHES) {
          found.push({ value: [...values] as Values<T>, end: from });
        }
        return;
      }
      for (const { value, end } of rules[place](input, from)) {
        values[place] = value;
        matchFrom(place + 1, end);
      }
    };
    matchFrom(0, at);
    return found;
  };
}

export function alt<T>(...rules: Rule<T>[]): Rule<T> {
  return (input, at) => {
    const found: Match<T>[] = [];
    for (const rule of rules) {
      for (const match of rule(input, at)) found.push(match);
    }
    return found;
  };
}

/** With the rule where it matches, and without it. */
export function opt<T>(rule: Rule<T>): Rule<T | undefined> {
  return (input, at) => {
    const without = { value: undefined, end: at };
    const found = rule(input, at);
    return found.length === 0 ? [without] : [...found, without];
  };
}

/** The values that a reading can have; none when it makes no sense. */
export function mapAll<T, U>(
  rule: Rule<T>,
  meanings: (value: T, input: Input, end: number) => readonly U[],
): Rule<U> {
  return (input, at) => {
    const matches = rule(input, at);
    if (matches.length === 0) return NONE;
    return matches.flatMap(({ value, end }) =>
      meanings(value, input, end).map(meaning => ({ value: meaning, end })),
    );
  };
}

export function map<T, U>(rule: Rule<T>, meaning: (value: T) => U): Rule<U> {
  return mapAll(rule, value => [meaning(value)]);
}

/** Reads each place only once. */
export function memo<T>(rule: Rule<T>): Rule<T> {
  const memoized: Rule<T> = (input, at) => {
    let places = input.memo.get(memoized);
    if (!places) input.memo.set(memoized, (places = new Map()));
    const known = places.get(at) as readonly Match<T>[] | undefined;
    if (known) return known;
    // A rule that begins with itself reads nothing there.
    places.set(at, []);
    const found = rule(input, at);
    places.set(at, found);
    return found;
  };
  return memoized;
}
