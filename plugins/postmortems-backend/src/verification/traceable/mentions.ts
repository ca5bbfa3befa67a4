import type {
  Bound,
  Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceIndex } from '../reading/EvidenceIndex';
import { instant, zone, type Zone } from '../reading/instants';
import { BOUNDS_BEFORE } from '../reading/lexicon/bounds';
import { MONTHS } from '../reading/lexicon/calendar';
import { CARDINALS, FACTORS, FRACTIONS } from '../reading/lexicon/numberWords';
import { person, version } from '../reading/nouns/names';
import {
  duration,
  number,
  quantity,
  share,
  type Stated,
} from '../reading/quantities';
import { map, seq, words, type Input, type Rule } from '../reading/rules';
import type { Token } from '../reading/tokenize';

/** A stated number; `within` gives a limit that the true one may be far from. */
export type StatedNumber = Stated & { isLimit?: boolean };

/** Something checkable that a text mentions, from one of its tokens to another. */
export type Mention = { from: number; to: number } & (
  | {
      kind: 'amount' | 'share' | 'length' | 'factor';
      stated: readonly StatedNumber[];
    }
  | { kind: 'moment'; instants: readonly Instant[]; isZoned: boolean }
  | { kind: 'person' | 'name'; names: readonly string[] }
);

const set = (list: string) => new Set(list.split('|'));
/** Before a number: more than it. */
const PAST = set('past|beyond|exceeded|exceeding|passed|topped');
const WITHIN = set('within|inside');
/** `the slowest one percent` is no measured share. */
const SELECTS = set('slowest|fastest|top|worst|first|last|next');
/** After `twice` or `3 times`: a factor, not how often something happened. */
const COMPARES = /^(?:as|the|its|their|that|those|what|more|less|of|.+er)$/;
/** A word that is a time of the day in `at nine`, `from five past`. */
const BEFORE_HOUR = set('at|after|before|past|to|from|by|until|till|since|and');
const JOINS = set('to|and|or|from|of|than');
const FACTOR_WORDS: Readonly<Record<string, number>> = { ...FACTORS, twice: 2 };
const CLOCK = /^(?:\d{1,2}:\d\d.*|past|to|noon|midnight|am|pm|o'clock)$/;
/** First words of what may be a number, a length or a time. */
const STARTS = new Set(
  [
    ...[CARDINALS, FRACTIONS, FACTOR_WORDS, MONTHS, BOUNDS_BEFORE].flatMap(
      table => Object.keys(table),
    ),
    ...['a', 'an', 'the', 'half', 'quarter', 'noon', 'midnight'],
  ].map(phrase => phrase.split(' ')[0]),
);
const PLAIN = { unit: 'none', factor: 1 } as const;
/** `dns-tok-7`, `log_statement`, `ORA-01555` */
const CODE =
  /^(?=.*\p{L})(?:(?=.*\d)[\p{L}\d]+(?:[-_./:][\p{L}\d]+)+|\p{L}[\p{L}\d]*(?:_[\p{L}\d]+)+)$/u;

const timesWord = words('times', 'fold', 'x');
/** `3 times in 100` */
const occasions: Rule<Stated> = map(
  seq(number, words('times in', 'times out of'), number),
  ([part, , whole]) => ({
    bounds: ['exactly' as const],
    value: part.value / whole.value,
    precision: part.precision / whole.value,
    unit: { unit: 'ratio' as const, factor: 1 },
  }),
);

/** Finds what a text mentions, from left to right, the longest at each place. */
export function mentionsOf(
  tokens: readonly Token[],
  index: EvidenceIndex,
  days: readonly number[],
): Mention[] {
  const input: Input = {
    tokens,
    index,
    days,
    cited: new Set(),
    memo: new Map(),
  };
  if (tokens.some(({ key }) => CLOCK.test(key))) input.zone = zoneOf(input);
  const mentions: Mention[] = [];
  let at = 0;
  while (at < tokens.length) {
    const found = tokens[at].kind === 'word' ? mentionAt(input, at) : undefined;
    if (found) mentions.push(found);
    at = found?.to ?? at + 1;
  }
  return mentions
    .flatMap((one, place) => withUnit(one, place, mentions, tokens))
    .map(one => asLimit(one, tokens));
}

function mentionAt(input: Input, from: number): Mention | undefined {
  const { key, text } = input.tokens[from];
  const known = longest(version, input, from);
  if (known) return { kind: 'name', names: known.values, from, to: known.end };
  const people = longest(person, input, from);
  if (people) {
    return { kind: 'person', names: people.values, from, to: people.end };
  }
  const measured =
    /^[-+~]?\d/.test(key) || STARTS.has(key)
      ? momentAt(input, from) ?? numberAt(input, from)
      : undefined;
  return (
    measured ??
    (key.length > 4 && CODE.test(key)
      ? { kind: 'name', names: [text], from, to: from + 1 }
      : undefined)
  );
}

function momentAt(input: Input, from: number): Mention | undefined {
  const { tokens } = input;
  // `from two to five` is no time.
  const isRange =
    tokens[from - 1]?.key === 'from' && tokens[from + 1]?.key === 'to';
  if (isRange && /^[a-z]+$/.test(tokens[from].key)) return undefined;
  const found = longest(instant, input, from);
  if (!found) return undefined;
  const { values: instants, end: to } = found;
  return { kind: 'moment', instants, isZoned: !!input.zone, from, to };
}

function numberAt(input: Input, from: number): Mention | undefined {
  const { tokens } = input;
  const before = tokens[from - 1]?.key ?? '';
  const { key } = tokens[from];
  const lengths = longest(duration, input, from);
  const shares = longest(occasions, input, from) ?? longest(share, input, from);
  const amounts = longest(quantity, input, from);
  const end = Math.max(...[lengths, shares, amounts].map(one => one?.end ?? 0));
  const next = tokens[end]?.key ?? '';
  if (end === 0) {
    const value = Object.hasOwn(FACTOR_WORDS, key) ? FACTOR_WORDS[key] : 0;
    const isFactor = key !== 'twice' || COMPARES.test(tokens[from + 1]?.key);
    const stated = { bounds: ['about' as const], precision: 0.5, unit: PLAIN };
    return value > 0 && isFactor
      ? { kind: 'factor', stated: [{ ...stated, value }], from, to: from + 1 }
      : undefined;
  }
  const isOrdinal = key === 'a' && tokens[from + 1].key === 'second';
  if (SELECTS.has(before) || isOrdinal) return undefined;
  // `a minute past two`
  if (lengths?.end === end && next === 'past') return undefined;
  const times = longest(timesWord, input, end);
  if (amounts?.end === end && times) {
    const isFactor =
      next !== 'times' || COMPARES.test(tokens[times.end]?.key ?? '');
    return isFactor
      ? { kind: 'factor', stated: amounts.values, from, to: times.end }
      : undefined;
  }
  if (lengths?.end === end) {
    const isLimit = WITHIN.has(before);
    const stated = lengths.values[0].map(one => ({ ...one, isLimit }));
    return { kind: 'length', stated, from, to: end };
  }
  if (shares?.end === end) {
    // `half past`, `an hour and a half`
    if (next === 'past' || before === 'and') return undefined;
    const bounds: readonly Bound[] = ['more_than'];
    const stated = PAST.has(before)
      ? shares.values.map(one => ({ ...one, bounds }))
      : shares.values;
    return { kind: 'share', stated, from, to: end };
  }
  const isHour =
    end - from === 1 &&
    BEFORE_HOUR.has(before) &&
    /^[a-z]+$/.test(key) &&
    !/^[a-z]{2,}s$/.test(next);
  return isHour
    ? undefined
    : { kind: 'amount', stated: amounts!.values, from, to: end };
}

/** `from 400 to 450 ms`: both numbers have the unit that one of them names. */
function withUnit(
  one: Mention,
  place: number,
  mentions: readonly Mention[],
  tokens: readonly Token[],
): Mention[] {
  if (one.kind !== 'amount') return [one];
  if (one.stated.some(({ unit }) => unit.unit !== 'none')) return [one];
  const isJoined = (from: number, to: number) =>
    to - from <= 3 && tokens.slice(from, to).some(({ key }) => JOINS.has(key));
  const next = mentions[place + 1];
  const last = mentions[place - 1];
  const other = [
    ...(next && isJoined(one.to, next.from + 1) ? [next] : []),
    ...(last && isJoined(last.to, one.from + 1) ? [last] : []),
  ].find(({ kind }) => ['amount', 'share', 'length'].includes(kind));
  if (!other || !('stated' in other)) return [one];
  // The unit of a length is not told apart from its value any more.
  if (other.kind === 'length') return [];
  const { unit } = other.stated[0];
  const stated = one.stated.map(written => ({
    ...written,
    unit,
    value: written.value * unit.factor,
    precision: written.precision * unit.factor,
  }));
  return [{ ...one, kind: other.kind, stated }];
}

/** `between 20 and 40 ms`: limits, which no value has to reach. */
function asLimit(one: Mention, tokens: readonly Token[]): Mention {
  const { from } = one;
  if (!('stated' in one)) return one;
  const isLow = tokens[from - 1]?.key === 'between';
  const isHigh =
    tokens[from - 1]?.key === 'and' &&
    tokens
      .slice(Math.max(0, from - 4), from)
      .some(({ key }) => key === 'between');
  if (!isLow && !isHigh) return one;
  const bounds: readonly Bound[] = [isLow ? 'at_least' : 'at_most'];
  return { ...one, stated: one.stated.map(all => ({ ...all, bounds })) };
}

let regions: ReadonlyMap<string, string> | undefined;

/** The zone of the times of a text that name none: one that it names elsewhere, or that of a city. */
function zoneOf(input: Input): Zone | undefined {
  const { tokens } = input;
  const [stated] = tokens.flatMap((_, at) => zone(input, at));
  if (stated) return stated.value;
  regions ??= new Map(
    Intl.supportedValuesOf('timeZone').map(region => [
      region.split('/').at(-1)!.toLowerCase(),
      region,
    ]),
  );
  const region = tokens.map(({ key }) => regions!.get(key)).find(Boolean);
  return region ? { region } : undefined;
}

function longest<T>(
  rule: Rule<T>,
  input: Input,
  at: number,
): { values: T[]; end: number } | undefined {
  const found = rule(input, at);
  if (found.length === 0) return undefined;
  const end = Math.max(...found.map(one => one.end));
  return {
    values: found.filter(one => one.end === end).map(({ value }) => value),
    end,
  };
}
