import type {
  Assertion,
  EvidenceSpan,
  TextRange,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts } from '../SealedFacts';
import { chooseReading } from './chooseReading';
import { EvidenceIndex } from './EvidenceIndex';
import { alertFrames } from './frames/alerts';
import { countFrames } from './frames/counts';
import { eventFrames } from './frames/events';
import { logFrames } from './frames/logs';
import { metricEventFrames } from './frames/metricEvents';
import { metricFrames } from './frames/metrics';
import { peopleFrames } from './frames/people';
import { recordFrames } from './frames/records';
import {
  ADDS,
  changesSense,
  HYPOTHETICAL,
  LEADING,
  SPLITS,
  TAKES_UP,
  TRAILING,
} from './lexicon/clauses';
import { zone } from './instants';
import type { Statement } from './nouns/mention';
import { alt, map, opt, seq, words, type Input, type Rule } from './rules';
import { tokenize, type Token } from './tokenize';

/** What a sentence was read as, and the words that no assertion accounts for. */
export type SentenceReading = {
  assertions: Assertion[];
  leftOver: TextRange[];
};

/** Longest text that is read; a longer one is no sentence. */
export const MAX_LENGTH = 2000;

const clause: Rule<Statement> = alt(
  alertFrames,
  eventFrames,
  metricFrames,
  metricEventFrames,
  logFrames,
  recordFrames,
  peopleFrames,
  countFrames,
);

/** `In Central European Summer Time, the alert fired at 18:37.` */
const zonePrefix = map(
  seq(opt(words('in', 'by')), zone, opt(words(','))),
  ([, stated]) => stated,
);

/**
 * Reads a sentence that somebody wrote into assertions over the evidence. What it
 * does not understand, or could understand in two ways, is left over.
 *
 * @param options - `spans` is what the writer cites; it decides between evidence
 *   that would fit
 */
export function readSentence(options: {
  text: string;
  spans: readonly EvidenceSpan[];
  facts: SealedFacts;
}): SentenceReading {
  const { text, facts } = options;
  const input = inputOf(options);
  if (!input) return { assertions: [], leftOver: wholeOf(text) };
  const { assertions, isRead } = readClauses(input, facts);
  return { assertions, leftOver: rangesOf(input.tokens, isRead) };
}

/** The words of a text with what they may refer to; `undefined` when it states nothing. */
export function inputOf(options: {
  text: string;
  spans: readonly EvidenceSpan[];
  facts: SealedFacts;
}): Input | undefined {
  const { text, spans, facts } = options;
  const index = EvidenceIndex.of(facts);
  const tokens = text.length > MAX_LENGTH ? [] : tokenize(text, index.isName);
  if (!tokens.some(({ kind }) => kind !== 'mark')) return undefined;
  // Nothing is asserted where something is only supposed.
  if (tokens.some(isHypothetical)) return undefined;
  const cited = new Set(spans.map(({ evidenceId }) => evidenceId));
  const citedDays = [...cited].flatMap(id => index.dayOf.get(id) ?? []);
  return {
    tokens,
    index,
    cited,
    days: [...new Set([...index.days, ...citedDays])],
    memo: new Map(),
  };
}

/** All of a text as left over. */
export function wholeOf(text: string): TextRange[] {
  return text === '' ? [] : [{ start: 0, end: text.length }];
}

/** Whether a word only supposes, plans or asks what its sentence says. */
export function isHypothetical(
  token: Token,
  at: number,
  all: readonly Token[],
) {
  if (token.kind === 'quote' || !HYPOTHETICAL.has(token.key)) return false;
  // `may` before or after a number is a month.
  const isMonth =
    token.key === 'may' &&
    [all[at - 1], all[at + 1]].some(one => /^\d/.test(one?.key ?? ''));
  return !isMonth;
}

/** A clause that its words allow to be read in several ways. */
type OpenClause = { at: number; statements: readonly Statement[] };

/**
 * Reads one clause after the other; what cannot be read takes along what depends on it.
 *
 * @param options - `chosen` are readings of clauses by the place where they begin;
 *   `open` collects the clauses of which none is chosen
 */
export function readClauses(
  input: Input,
  facts: SealedFacts,
  options: {
    chosen?: ReadonlyMap<number, Statement>;
    open?: OpenClause[];
  } = {},
): { assertions: Assertion[]; isRead: boolean[] } {
  const { tokens } = input;
  const isRead = tokens.map(() => false);
  const assertions: Assertion[] = [];
  let last: { from: number; count: number } | undefined;
  let at = 0;
  while (at < tokens.length) {
    const start = skipJoint(tokens, at, at > 0);
    const read =
      start < tokens.length
        ? readClause(input, start, facts, options)
        : undefined;
    if (read) {
      isRead.fill(true, at, read.end);
      assertions.push(...read.assertions);
      last = { from: at, count: read.assertions.length };
      at = read.end;
      continue;
    }
    if (last) isRead.fill(true, at, start);
    const end = nextSplit(tokens, Math.max(start, at + 1));
    const leftOver = tokens.slice(start, end);
    // An adverbial belongs to the clause beside it, whose sense it changes. So may
    // what is said of the clause: by whom, that it is wrong, than what.
    const first = leftOver[0]?.key ?? '';
    if (last && (TRAILING.has(first) || isAboutLast(tokens, at, start))) {
      isRead.fill(false, last.from, at);
      assertions.splice(assertions.length - last.count);
    }
    const isLeading = !last && LEADING.has(first);
    // What is reported, or stands in its scope, is not stated.
    if (leftOver.some(({ key }) => changesSense(key))) break;
    last = undefined;
    // `X and Y did it` has one subject, not a clause after another.
    const isJoined =
      ADDS.has(tokens[end]?.key ?? '') && tokens[end - 1]?.kind !== 'mark';
    at = isLeading || isJoined ? nextSplit(tokens, end + 1) : end;
  }
  return { assertions, isRead };
}

/** Whether the words from `start` on may change the sense of the clause before `at`: they stand beside it, or take it up. */
function isAboutLast(
  tokens: readonly Token[],
  at: number,
  start: number,
): boolean {
  const joint = tokens.slice(at, start).map(({ key }) => key);
  const takesUp = TAKES_UP.has(tokens[start]?.key ?? '');
  if (joint.some(key => key === '.' || key === ';')) return false;
  if (!takesUp && joint.some(key => ADDS.has(key))) return false;
  const end = tokens.findIndex(
    ({ key }, place) => place > start && (/^[.;]$/.test(key) || ADDS.has(key)),
  );
  return tokens
    .slice(start, end < 0 ? undefined : end)
    .some(({ key }) => changesSense(key));
}

function readClause(
  input: Input,
  at: number,
  facts: SealedFacts,
  { chosen, open }: NonNullable<Parameters<typeof readClauses>[2]>,
): { assertions: Assertion[]; end: number } | undefined {
  const { statements, end } = statementsAt(input, at);
  const assertions =
    chosen?.get(at)?.assertions ?? chooseReading(statements, facts);
  if (!assertions && statements.length > 0) open?.push({ at, statements });
  return assertions && { assertions: [...assertions], end };
}

/** All that the longest clause from a place on may say, and where it ends. */
export function statementsAt(
  input: Input,
  at: number,
): { statements: readonly Statement[]; end: number } {
  const byEnd = new Map<number, Statement[]>();
  const [prefix] = zonePrefix(input, at);
  const matches = prefix
    ? clause({ ...input, zone: prefix.value, memo: new Map() }, prefix.end)
    : clause(input, at);
  for (const { value, end } of matches) {
    if (isBoundary(input.tokens, end)) {
      byEnd.set(end, [...(byEnd.get(end) ?? []), value]);
    }
  }
  const end = Math.max(...byEnd.keys());
  return { statements: byEnd.get(end) ?? [], end };
}

/** Marks and words between two clauses that only add the second. */
export function skipJoint(
  tokens: readonly Token[],
  at: number,
  isWithin: boolean,
): number {
  let end = at;
  while (
    end < tokens.length &&
    ((tokens[end].kind === 'mark' && /^[,;.:]$/.test(tokens[end].key)) ||
      (isWithin && ADDS.has(tokens[end].key)))
  ) {
    end += 1;
  }
  return end;
}

export function isBoundary(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return (
    token === undefined ||
    (token.kind === 'mark' && /^[,;.:]$/.test(token.key)) ||
    ADDS.has(token.key) ||
    SPLITS.words.has(token.key)
  );
}

export function nextSplit(tokens: readonly Token[], at: number): number {
  let end = at;
  while (end < tokens.length && !isBoundary(tokens, end)) end += 1;
  return end;
}

/** The words that were not read; marks between read ones do not count. */
export function rangesOf(
  tokens: readonly Token[],
  isRead: readonly boolean[],
): TextRange[] {
  const ranges: TextRange[] = [];
  tokens.forEach((token, at) => {
    if (isRead[at] || (token.kind === 'mark' && /^[.,;:]$/.test(token.key)))
      return;
    const last = ranges.at(-1);
    const isNext = last && at > 0 && !isRead[at - 1];
    if (isNext) last.end = token.end;
    else ranges.push({ start: token.start, end: token.end });
  });
  return ranges;
}
