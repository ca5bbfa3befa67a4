import type { BlameConcern } from '@postmortems/backstage-plugin-postmortems-common';
import { rosterMentions } from './rosterMentions';
import { strangers } from './strangers';
import type { Token } from './text/tokenise';
import type { BlamelessContext, Mention } from './types';
import { TITLES } from './words/people';

/** What one says of a person about whom nothing else is known. */
const UNKNOWN = 'somebody';

/** People of the incident, then strangers where nobody known stands. */
export function findPeople(
  tokens: readonly Token[],
  context: BlamelessContext,
): Mention[] {
  const known = rosterMentions(tokens, context);
  const taken = new Set(known.flatMap(({ from, to }) => range(from, to)));
  return [
    ...known,
    ...strangers(tokens, context).filter(
      ({ from, to }) => !range(from, to).some(at => taken.has(at)),
    ),
  ];
}

/** A concern for each name, with what may stand instead of it. */
export function concernsOfPeople(
  text: string,
  tokens: readonly Token[],
  mentions: readonly Mention[],
): BlameConcern[] {
  const found = new Map<string, BlameConcern>();
  const add = (quote: string, replacement: string | undefined) => {
    if (found.has(quote)) return;
    found.set(quote, {
      rule: 'personal_identifier',
      quote,
      message: `“${quote}” names a person; name the role instead`,
      ...(replacement && { replacement }),
    });
  };
  for (const { from, to, role = UNKNOWN } of mentions) {
    const start = withTitle(tokens, from);
    const before = tokens[start - 1]?.lower ?? '';
    const opening = /<$/.test(tokens[start].gap) ? 1 : 0;
    add(
      text.slice(
        tokens[start].start - opening,
        tokens[to].end + (opening && text[tokens[to].end] === '>' ? 1 : 0),
      ),
      // "the address somebody" says nothing
      /^(?:address|mailbox|account|login|handle)$/.test(before)
        ? `of ${role}`
        : role,
    );
  }
  const isQuoted = quotationsIn(text);
  for (const at of tokens.keys()) {
    if (isSelf(tokens, at) && !isQuoted(tokens[at].start)) {
      add(text.slice(tokens[at].start, tokens[at].end), selfless(tokens, at));
    }
  }
  // The longest first, so that replacing one leaves no half of another
  return [...found.values()].sort((a, b) => b.quote.length - a.quote.length);
}

/** `the user wh17` as a whole, since "the user somebody" is no English. */
function withTitle(tokens: readonly Token[], from: number): number {
  if (tokens[from].gap !== ' ' || !TITLES.has(tokens[from - 1]?.lower ?? '')) {
    return from;
  }
  const article = tokens[from - 2];
  return tokens[from - 1].gap === ' ' &&
    /^(?:the|a|an|our|their|commit)$/.test(article?.lower ?? '')
    ? from - 2
    : from - 1;
}

const SELF = new Set([
  'i',
  "i'm",
  "i'd",
  "i've",
  "i'll",
  'me',
  'my',
  'mine',
  'myself',
]);

/** Whether a place is inside quotation marks, where the first person is whoever is quoted. */
function quotationsIn(text: string): (place: number) => boolean {
  const quotations = [...text.matchAll(/“[^”]*”/g)].map(
    ({ index, 0: { length } }) => ({
      from: index,
      to: index + length,
    }),
  );
  return place => quotations.some(({ from, to }) => place > from && place < to);
}

/** Whether a word is the first person. */
export function isFirstPerson(word: string): boolean {
  return SELF.has(word.toLowerCase().replace('’', "'"));
}

/** The first person; neither `I/O` nor `Phase I` nor an index `i`. */
function isSelf(tokens: readonly Token[], at: number): boolean {
  const { word, gap } = tokens[at];
  const next = tokens[at + 1];
  const self = word.toLowerCase().replace('’', "'");
  if (!SELF.has(self) || /[/_`$.]$/.test(gap) || next?.gap === '/')
    return false;
  if (self !== 'i') return word !== 'ME' && word !== 'MINE' && word !== 'MY';
  return (
    word === 'I' &&
    next !== undefined &&
    /^,? ["“]?$/.test(next.gap) &&
    next.letters === 'lower' &&
    !/^(?:phase|type|part|class|level|tier|section|stage|error)$/.test(
      tokens[at - 1]?.lower ?? '',
    ) &&
    !/^(?:and|or|of|in|is|errors?)$/.test(next.lower)
  );
}

/** The third person, where the verb allows it. */
function selfless(tokens: readonly Token[], at: number): string | undefined {
  const next = tokens[at + 1]?.lower ?? '';
  const self = tokens[at].lower.replace('’', "'");
  if (self === 'my') return `${UNKNOWN}'s`;
  if (self === 'me') return UNKNOWN;
  return self === 'i' &&
    /(?:ed|was|had|did|ran|took|set|went|made|saw|sent|put|left|got|thought|found|wrote|could|should|would|must)$/.test(
      next,
    )
    ? UNKNOWN
    : undefined;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}
