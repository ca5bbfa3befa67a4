import { isName, isPast, isWord } from './text/lexicon';
import type { Token } from './text/tokenise';
import { namesSystem } from './systems';
import type { BlamelessContext, Mention } from './types';
import {
  AMBIGUOUS_NAMES,
  BEFORE_PERSON,
  BEFORE_STRANGER,
  BELONGINGS,
  BETWEEN,
  HUMAN_ACTS,
  NO_HANDLES,
  PARTICLES,
  SHARED_MAILBOXES,
  SURELY_BEFORE_PERSON,
  SURELY_HUMAN_ACTS,
  TITLES,
} from './words/people';

/** Who acts in the name of somebody: `authored by`, `approved by`. */
const AUTHORSHIP = new Set(
  'authored committed written reviewed approved merged signed submitted requested opened raised filed reported'.split(
    ' ',
  ),
);
/** Longer runs of capitalised words are headings. */
const MAX_WORDS = 4;
const HANDLE = /^@?[A-Za-z][\w.-]{1,38}$/;
/** Letters and a number: `tr1984`; `db01`, `p99` and `v2` are something else. */
const NUMBERED = /^[a-z]{2,12}\d{2,4}$/;
const TECHNICAL_NUMBERS =
  /^(?:api|app|az|build|cpu|db|disk|dc|ec|eu|gen|gpu|host|http|int|ip|ipv|kb|log|mb|md|ms|mysql|node|pg|php|pod|port|py|rack|raid|sev|sha|srv|ssl|tcp|tls|uint|us|utf|vm|web|win|worker|x|zone|ap|shard|rev|rc|cve|web|java|jdk|python|sprint|week|day|step|phase|level|tier|room|line|row|bit|arm|amd)\d+$/;

/** People whom nobody knows: by address, mention, authorship, or what reads as a name. */
export function strangers(
  tokens: readonly Token[],
  context: BlamelessContext,
): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const to = isAddress(tokens, at) ? at : nameAt(tokens, at, context);
    if (to !== undefined) {
      mentions.push({ from: at, to });
      at = to;
    }
  }
  return mentions;
}

/** Whether what follows the words is what a person does, or has. */
export function actsLikePerson(
  tokens: readonly Token[],
  from: number,
  to: number,
): boolean {
  let next = tokens[to + 1];
  if (tokens[to].possessive) return next !== undefined;
  if (
    tokens[from - 1]?.lower === 'by' &&
    tokens[from].gap === ' ' &&
    isPast(tokens[from - 2]?.lower ?? '')
  ) {
    return true;
  }
  for (let step = 1; step <= 4 && next; step += 1) {
    if (!/^(?: |, )$/.test(next.gap)) return false;
    if (HUMAN_ACTS.has(next.lower) || isPast(next.lower)) return true;
    // `Tim and Chris noticed`
    if (!BETWEEN.has(next.lower) && !isName(next.key)) return false;
    next = tokens[to + 1 + step];
  }
  return false;
}

function isAddress(tokens: readonly Token[], at: number): boolean {
  const { word, gap, letters } = tokens[at];
  const after = tokens[at + 1];
  const cut = word.lastIndexOf('@');
  if (cut > 0) {
    const [local, host] = [word.slice(0, cut), word.slice(cut + 1)];
    return (
      /\p{L}.*\.\p{L}{2,}$/u.test(host) &&
      local
        .toLowerCase()
        .split(/[._+\-\d]+/)
        .some(part => part.length > 0 && !SHARED_MAILBOXES.has(part))
    );
  }
  if (cut < 0) return false;
  if (gap.endsWith('<')) return /^@[A-Z0-9]{2,}$/.test(word);
  return (
    HANDLE.test(word) &&
    letters !== 'upper' &&
    // `@scope/package`, and decorators such as `@Transactional`
    after?.gap !== '/' &&
    !NO_HANDLES.has(word.slice(1).toLowerCase()) &&
    !/^(?:annotations?|decorator|directive|scope|tag|import)s?$/.test(
      after?.lower ?? '',
    )
  );
}

/** Where a name ends that begins here. */
function nameAt(
  tokens: readonly Token[],
  from: number,
  { systems }: BlamelessContext,
): number | undefined {
  const first = tokens[from];
  if (namesSystem(tokens, from, systems)) return undefined;
  if (isHandleAt(tokens, from)) return from;
  let to = from;
  while (
    to - from <= MAX_WORDS &&
    tokens[to + 1]?.gap === ' ' &&
    !tokens[to].possessive &&
    (mayBeName(tokens[to + 1], first.letters) ||
      isSurname(tokens[to], tokens[to + 1]) ||
      (PARTICLES.has(tokens[to + 1].key) && to - from < MAX_WORDS))
  ) {
    to += 1;
  }
  while (to > from && PARTICLES.has(tokens[to].key)) to -= 1;
  const begins =
    mayBeName(first, first.letters) ||
    // `Grace Hopper`
    (to > from && first.letters === 'title' && AMBIGUOUS_NAMES.has(first.key));
  if (!begins || namesSystem(tokens, to, systems)) return undefined;
  const run = tokens.slice(from, to + 1);
  return run.length <= MAX_WORDS && isPerson(tokens, from, to) ? to : undefined;
}

/** Whether words that may be a name are one, by what stands around them. */
function isPerson(tokens: readonly Token[], from: number, to: number): boolean {
  const run = tokens.slice(from, to + 1);
  const [first] = run;
  const known = run.filter(({ key }) => isName(key)).length;
  const acts = actsLikePerson(tokens, from, to);
  const before = tokens[from - 1];
  const introduced =
    /^\.? $/.test(first.gap) &&
    before !== undefined &&
    (BEFORE_PERSON.has(before.lower) || TITLES.has(before.lower));
  if (first.letters === 'lower') {
    return (
      (run.length === 2 && known === 2) ||
      (run.length === 1 && does(tokens, to, SURELY_HUMAN_ACTS))
    );
  }
  if (first.letters === 'upper') {
    return (
      known === run.length &&
      (run.length > 1 || (first.word.length > 3 && (introduced || acts)))
    );
  }
  if (run.length > 1) {
    return (
      known === run.length ||
      (introduced && (known > 0 || BEFORE_STRANGER.has(before.lower))) ||
      acts ||
      (isName(first.key) && !first.startsSentence)
    );
  }
  if (known === 1) {
    return !first.startsSentence || acts || owns(tokens, to);
  }
  return (
    first.word.length > 3 &&
    ((owns(tokens, to) && !first.startsSentence) ||
      does(tokens, to, SURELY_HUMAN_ACTS) ||
      isFromTeam(tokens, to) ||
      (introduced && SURELY_BEFORE_PERSON.has(before.lower)) ||
      (introduced &&
        before.lower === 'to' &&
        tokens[from - 2]?.lower === 'according'))
  );
}

/** `Anoush from the network team`. */
function isFromTeam(tokens: readonly Token[], to: number): boolean {
  return (
    /^(?:from|on|in|at)$/.test(tokens[to + 1]?.lower ?? '') &&
    tokens
      .slice(to + 2, to + 6)
      .some(({ lower }) =>
        /^(?:team|crew|squad|desk|shift|support)$/.test(lower),
      )
  );
}

/** `Stone` after a name. */
function isSurname(before: Token, { key, letters }: Token): boolean {
  return letters === 'title' && AMBIGUOUS_NAMES.has(key) && isName(before.key);
}

/** Capitalised, and not a word of the language, a product or an acronym. */
function mayBeName(
  { word, key, letters }: Token,
  like: Token['letters'],
): boolean {
  if (letters !== like || word.length < 2) return false;
  if (letters === 'lower') return isName(key) && !/\d/.test(word);
  return (
    /^\p{L}[\p{L}\p{M}'’\-\u2010]+$/u.test(word) &&
    (letters === 'upper' ? isName(key) : !isWord(key)) &&
    // `DynamoDB`, `GitOps`
    (letters === 'upper' ||
      /^\p{Lu}[\p{Ll}\p{M}]*(?:['’\-\u2010]\p{L}[\p{Ll}\p{M}]+|\p{Lu}[\p{Ll}\p{M}]{2,})?$/u.test(
        word,
      ))
  );
}

/** A handle without `@`: after `authored by`, or one that reads like one and acts. */
function isHandleAt(tokens: readonly Token[], at: number): boolean {
  const { word, lower, letters } = tokens[at];
  if (letters !== 'lower' || !HANDLE.test(word)) return false;
  const before = tokens[at - 1]?.lower ?? '';
  const numbered = NUMBERED.test(lower) && !TECHNICAL_NUMBERS.test(lower);
  const dotted =
    /^[a-z]+[._][a-z]+$/.test(word) && word.split(/[._]/).some(isName);
  const authored =
    (before === 'by' && AUTHORSHIP.has(tokens[at - 2]?.lower ?? '')) ||
    /^(?:author|committer|login|username)$/.test(before);
  return (
    (authored && (numbered || dotted || isName(lower))) ||
    (before === 'by' &&
      isPast(tokens[at - 2]?.lower ?? '') &&
      /^[a-z]+_[a-z]+\d+$/.test(word)) ||
    ((numbered || dotted) &&
      (actsLikePerson(tokens, at, at) ||
        /^(?:by|user|from|for|to|of)$/.test(before)))
  );
}

/** Whether one of these verbs follows, with auxiliaries at most between. */
function does(
  tokens: readonly Token[],
  to: number,
  verbs: ReadonlySet<string>,
): boolean {
  for (let at = to + 1; at < to + 5 && tokens[at]?.gap === ' '; at += 1) {
    if (verbs.has(tokens[at].lower)) return true;
    if (!BETWEEN.has(tokens[at].lower)) return false;
  }
  return false;
}

function owns(tokens: readonly Token[], to: number): boolean {
  const near = tokens.slice(to + 1, to + 4);
  return (
    tokens[to].possessive && near.some(({ lower }) => BELONGINGS.has(lower))
  );
}
