import type {
  Assertion,
  EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import { evaluateAssertion } from '../../assertions/evaluateAssertion';
import type { SealedFacts } from '../../SealedFacts';
import { likely } from '../alternatives';
import { chooseReading } from '../chooseReading';
import {
  inputOf,
  isBoundary,
  nextSplit,
  rangesOf,
  skipJoint,
  statementsAt,
  type SentenceReading,
  wholeOf,
} from '../readSentence';
import { words, type Input } from '../rules';
import { isCovered } from './isCovered';
import { isRendering } from './isRendering';
import { frameOf, type Frame, type Said } from './slots';

/** Words that say nothing by themselves. */
const FILLER = words(
  ...'the|a|an|this|our|it|its|their|they|was|were|had|has|have|been|of|for|on|in'.split(
    '|',
  ),
  "'s",
);
/** As many as a reading holds. */
const MAX_ASSERTIONS = 50;
/** Ways to read a clause that are tried. */
const MAX_WAYS = 500;

/**
 * The words of a text that the assertions that somebody gave with it do not account
 * for. Clauses that the grammar reads alone, and that hold, are added to these. A
 * clause is accounted for when the grammar reads it as given assertions, or
 * when all of its words are those of one of them. Either way what the *text* says is
 * evaluated once more, so that no assertion stands for a text that says otherwise.
 */
export function accountFor(options: {
  text: string;
  spans: readonly EvidenceSpan[];
  assertions: readonly Assertion[];
  facts: SealedFacts;
}): SentenceReading {
  const { text, assertions, facts } = options;
  const nothing = { assertions: [...assertions], leftOver: wholeOf(text) };
  // What the evidence lacks is found by drafting, and never given
  if (assertions.some(({ type }) => type === 'missingEvidence')) return nothing;
  if (isRendering(text, assertions, facts)) return { ...nothing, leftOver: [] };
  const input = inputOf(options);
  if (!input) return nothing;
  const added: Assertion[] = [];
  const { tokens } = input;
  const frames = assertions.flatMap(one => frameOf(one, input.index) ?? []);
  const isRead = tokens.map(() => false);
  let about: string | undefined;
  let at = 0;
  while (at < tokens.length) {
    const start = skipJoint(tokens, at, at > 0);
    if (start >= tokens.length) {
      isRead.fill(true, at);
      break;
    }
    const read = longer(
      byGrammar(input, start, assertions, facts),
      byFrames(input, start, { frames, about, facts }),
    );
    if (read) {
      isRead.fill(true, at, read.end);
      about = read.about;
      added.push(...(read.added ?? []));
      at = read.end;
      continue;
    }
    isRead.fill(true, at, start);
    const end = nextSplit(tokens, Math.max(start, at + 1));
    markUsed(input, { start, end, frames, isRead });
    about = undefined;
    at = end;
  }
  const known = new Set(assertions.map(one => JSON.stringify(one)));
  return {
    assertions: [
      ...assertions,
      ...added.filter(one => !known.has(JSON.stringify(one))),
    ].slice(0, MAX_ASSERTIONS),
    leftOver: rangesOf(tokens, isRead),
  };
}

type Read = {
  end: number;
  about?: string;
  /** What the grammar reads there alone. */
  added?: readonly Assertion[];
};

function longer(a: Read | undefined, b: Read | undefined): Read | undefined {
  return a && b && b.end <= a.end ? a : b ?? a;
}

/** A clause that the grammar can read as what was given, or reads alone, where that holds. */
function byGrammar(
  input: Input,
  at: number,
  given: readonly Assertion[],
  facts: SealedFacts,
): Read | undefined {
  const { statements, end } = statementsAt(input, at);
  const meant = likely(statements).find(({ assertions }) =>
    assertions.every(
      one => isCovered(one, given, input.index) && holds(one, facts),
    ),
  );
  const alone = meant ? undefined : chooseReading(statements, facts);
  const said = meant?.assertions ?? alone;
  if (!said?.every(one => holds(one, facts))) return undefined;
  const [about, ...others] = new Set(
    said.map(one => frameOf(one, input.index)?.about),
  );
  return {
    end,
    ...(others.length === 0 && { about }),
    ...(alone && { added: alone }),
  };
}

/** A clause all of whose words belong to one given assertion. */
function byFrames(
  input: Input,
  at: number,
  options: {
    frames: readonly Frame[];
    /** What the clause before is about. */
    about?: string;
    facts: SealedFacts;
  },
): Read | undefined {
  const { frames, about, facts } = options;
  let best: Read | undefined;
  for (const frame of frames) {
    const end = longestWording(input, at, {
      frame,
      isKnown: about === frame.about,
      facts,
    });
    if (end !== undefined && end > (best?.end ?? at)) {
      best = { end, about: frame.about };
    }
  }
  return best;
}

function longestWording(
  input: Input,
  from: number,
  options: { frame: Frame; isKnown: boolean; facts: SealedFacts },
): number | undefined {
  const { frame, isKnown, facts } = options;
  const { tokens } = input;
  const walked = new Set<string>();
  let longest: number | undefined;
  const walk = (at: number, roles: ReadonlySet<string>, said: Said): void => {
    const way = `${at} ${[...roles].sort().join()} ${JSON.stringify(said)}`;
    if (walked.has(way) || walked.size >= MAX_WAYS) return;
    walked.add(way);
    if (
      isBoundary(tokens, at) &&
      at > (longest ?? from) &&
      (roles.has('subject') || isKnown) &&
      frame.needs(roles, said) &&
      isTrueAsSaid(frame.bare, said, facts)
    ) {
      longest = at;
    }
    if (at >= tokens.length) return;
    for (const { role, rule } of frame.slots) {
      if (roles.has(role)) continue;
      for (const { value, end } of rule(input, at)) {
        if (!overlaps(said, value)) {
          walk(end, new Set([...roles, role]), { ...said, ...value });
        }
      }
    }
    for (const { end } of FILLER(input, at)) walk(end, roles, said);
    // What is set off before the verb belongs to it; behind it, a clause begins
    const isBefore = !roles.has('predicate') && !roles.has('value');
    if (tokens[at].key === ',' && isBefore) {
      walk(at + 1, roles, said);
    }
  };
  walk(from, new Set(), {});
  return longest;
}

function overlaps(said: Said, more: Said): boolean {
  return Object.keys(more).some(field => field in said);
}

/** Whether an assertion holds with the values that the words state, and only these. */
function isTrueAsSaid(bare: Assertion, said: Said, facts: SealedFacts) {
  let stated: Assertion[] = [bare];
  for (const [field, values] of Object.entries(said)) {
    stated = stated.flatMap(one =>
      values.map(value => ({ ...one, [field]: value } as Assertion)),
    );
  }
  return stated.every(one => holds(one, facts));
}

function holds(assertion: Assertion, facts: SealedFacts): boolean {
  return evaluateAssertion(assertion, facts).outcome === 'holds';
}

/** Marks the words of a clause that some assertion has, unless that leaves none to name. */
function markUsed(
  input: Input,
  options: {
    start: number;
    end: number;
    frames: readonly Frame[];
    isRead: boolean[];
  },
): void {
  const { start, end, frames, isRead } = options;
  const rules = [
    FILLER,
    ...frames.flatMap(({ slots }) => slots.map(({ rule }) => rule)),
  ];
  const furthestFrom = (place: number) =>
    Math.max(
      place,
      ...rules
        .flatMap(rule => rule(input, place).map(match => match.end))
        .filter(one => one <= end),
    );
  let at = start;
  while (at < end) {
    const furthest = furthestFrom(at);
    if (furthest > at) isRead.fill(true, at, furthest);
    at = Math.max(furthest, at + 1);
  }
  const names = input.tokens
    .slice(start, end)
    .some(({ kind }, index) => kind !== 'mark' && !isRead[start + index]);
  if (!names) isRead.fill(false, start, end);
}
