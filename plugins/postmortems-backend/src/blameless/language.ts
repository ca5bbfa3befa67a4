import type { BlameConcern } from '@postmortems/backstage-plugin-postmortems-common';
import { PREDICATES } from './predicates';
import { readPhrases, type Phrases } from './text/phrases';
import type { Token } from './text/tokenise';
import type { Mention } from './types';
import { ABOUT, ALWAYS } from './words/blame';
import { AMBIGUOUS_ROLES, FIRST_PERSON, PROGRAMS, ROLES } from './words/roles';

type Rule = BlameConcern['rule'];

const MESSAGES: Record<Exclude<Rule, 'personal_identifier'>, string> = {
  role_blame:
    'it ends at what somebody did; say what made it possible and what would have caught it',
  human_error:
    'it is where a question starts, not a cause: what made the action seem right at the time?',
  counterfactual:
    'it tells of something that did not happen; say what happened, and why it made sense',
  blaming_verb: 'it judges a person; describe what happened',
  negligence:
    'it finds fault with somebody’s care; say what the work looked like at the time, and what did not catch it',
  intent:
    'it supposes a motive; say what the system allowed, and what the action was meant to achieve',
  mental_state:
    'it supposes what somebody thought; say what could be seen at the time',
  competence:
    'it judges somebody’s ability; say what knowledge, tools or help were missing',
  sarcasm: 'it mocks; describe what happened',
  animated_language: 'it is louder than the evidence; give the figure instead',
};

const ANIMATED = [
  'disastrous(?:ly)?|catastroph(?:e|ic(?:ally)?)(?! backtracking)|horribl[ey]|terribl[ey]|insane(?:ly)?|crazy|shocking(?:ly)?|outrageous(?:ly)?|unforgivabl[ey]|ridiculous(?:ly)?|nightmare|fiasco',
];

type Pattern = { rule: Rule; pattern: RegExp };

const alternatives = (lines: readonly string[]) =>
  lines.map(line => `(?:${line})`).join('|');

const patternsOf = (
  lists: Partial<Record<Rule, readonly string[]>>,
): Pattern[] =>
  Object.entries(lists).map(([rule, lines]) => ({
    rule: rule as Rule,
    pattern: new RegExp(`(?<=^| )(?:${alternatives(lines)})(?= |$)`, 'g'),
  }));

const ANYWHERE = patternsOf({ ...ALWAYS, animated_language: ANIMATED });
const NEAR_PERSON = patternsOf(ABOUT);

/** Between a person and the verb: adverbs, auxiliaries, where they work, what else they did. */
const BETWEEN =
  '(?:(?:\\S+ly|had|has|have|was|were|is|are|also|just|even|then|again|once|still|ever|never|always|obviously|clearly|who|on duty|, who|on call|both|all|alone|themselves|himself|herself|, again ,) )*?' +
  '(?:(?:on|of|at|in|from|for|behind|with|responsible|assigned|who|doing|[a-z]{3,}ing) (?:[^ ,;:.]+ ){1,6}?)?' +
  '(?:(?:\\S+ly|had|has|have|was|were|also|just|even|then|again|once|still|ever|who|, who|simply) )*?' +
  '(?:(?:\\S+ed|saw|ran|got|read|went|took|was|were) (?:[^ ,;:.]+ ){0,10}?(?:and|but|then|yet) )?' +
  '(?:(?:\\S+ly|had|also|just|even|then|again|once|still|simply) )*?';
const AFTER_PERSON = PREDICATES.map(({ rule, words }) => ({
  rule: rule as Rule,
  pattern: new RegExp(`^(${BETWEEN})(?:${words})`),
}));
/** Words after a person within which the verb is looked for. */
const REACH = 24;
/** Words on either side of a person that may be about them. */
const NEARNESS = 12;

/** Words that look for somebody to blame, or are louder than the evidence. */
export function findBlamingLanguage(
  text: string,
  tokens: readonly Token[],
  mentions: readonly Mention[],
): BlameConcern[] {
  const phrases = readPhrases(tokens);
  const people = peopleIn(tokens, mentions);
  const found = new Map<string, BlameConcern>();
  const add = (rule: Rule, from: number, to: number) => {
    if (rule === 'personal_identifier') return;
    const quote = text.slice(tokens[from].start, tokens[to].end);
    if (!found.has(quote)) {
      found.set(quote, {
        rule,
        quote,
        message: `“${quote}”: ${MESSAGES[rule]}`,
      });
    }
  };
  for (const { rule, pattern } of ANYWHERE) {
    for (const { from, to } of phrases.matches(pattern)) {
      if (!isInnocent(tokens, from, to)) add(rule, from, to);
    }
  }
  for (const { from, to, sure } of people) {
    if (tokens[to].possessive || isObject(tokens, from, to)) continue;
    const had = wouldHave(tokens, from, to);
    if (had !== undefined) add('counterfactual', had, to);
    const verb = verbAfter(
      phrases,
      to,
      sure,
      FIRST_PERSON.has(tokens[to].lower),
    );
    if (verb) add(verb.rule, verb.from, verb.to);
  }
  if (people.some(({ sure }) => sure)) {
    for (const { rule, pattern } of NEAR_PERSON) {
      for (const { from, to } of phrases.matches(pattern)) {
        const near = people.some(
          person =>
            person.sure &&
            !FIRST_PERSON.has(tokens[person.to].lower) &&
            from - person.to <= NEARNESS &&
            person.from - to <= NEARNESS,
        );
        if (near && !isInnocent(tokens, from, to)) add(rule, from, to);
      }
    }
  }
  return [...found.values()];
}

/** What an operator, or "they", does only if it is a person. */
const SURELY_HUMAN = new Set<Rule>(['counterfactual', 'intent']);

const OF_ONESELF = new Set<Rule>([
  'counterfactual',
  'negligence',
  'human_error',
  'competence',
]);

function verbAfter(
  phrases: Phrases,
  person: number,
  sure: boolean,
  oneself: boolean,
) {
  const rest = phrases.from(person + 1, REACH);
  for (const { rule, pattern } of AFTER_PERSON) {
    const match = pattern.exec(rest);
    const counts =
      (sure || SURELY_HUMAN.has(rule)) && (!oneself || OF_ONESELF.has(rule));
    if (match && counts) {
      return {
        rule,
        ...phrases.tokensOf(person + 1, match[1].length, match[0].length),
      };
    }
  }
  return undefined;
}

const PREPOSITIONS = new Set(
  'by to from for with of on at in given under against via without'.split(' '),
);
const DETERMINERS = new Set('the a an our their any each every'.split(' '));

/** `given to Sunny`: what follows is said of something else. */
function isObject(tokens: readonly Token[], from: number, to: number): boolean {
  let at = from - 1;
  while (at > 0 && from - at < 4 && ROLES.has(tokens[at].lower)) at -= 1;
  if (DETERMINERS.has(tokens[at]?.lower ?? '')) at -= 1;
  return (
    PREPOSITIONS.has(tokens[at]?.lower ?? '') && tokens[to + 1]?.lower !== 'who'
  );
}

/** `Had the deployer read …, it would …`: where it begins. */
function wouldHave(
  tokens: readonly Token[],
  from: number,
  to: number,
): number | undefined {
  let at = from - 1;
  while (
    at >= 0 &&
    from - at < 5 &&
    (ROLES.has(tokens[at].lower) || DETERMINERS.has(tokens[at].lower))
  ) {
    at -= 1;
  }
  const had = tokens[at];
  const opens = had && (had.startsSentence || /[,;–—(]/.test(had.gap));
  return opens &&
    (had.lower === 'had' ||
      (had.lower === 'if' && tokens[to + 1]?.lower === 'had')) &&
    tokens
      .slice(to + 1, to + 1 + REACH)
      .some(({ lower }) => /^(?:would|could|might)(?:n['’]t)?$/.test(lower))
    ? at
    : undefined;
}

type Person = { from: number; to: number; sure: boolean };

function peopleIn(
  tokens: readonly Token[],
  mentions: readonly Mention[],
): Person[] {
  const named = mentions.map(({ from, to }) => ({ from, to, sure: true }));
  const roles = [...tokens.keys()].flatMap(at => {
    const { lower, gap } = tokens[at];
    const before = tokens[at - 1]?.lower ?? '';
    const isRole =
      ROLES.has(lower) || (lower === 'one' && before === 'no' && gap === ' ');
    if (AMBIGUOUS_ROLES.has(lower)) {
      // Without a word before it that it could stand for
      return [{ from: at, to: at, sure: lower === 'they' && at === 0 }];
    }
    if (!isRole || (lower === 'i' && tokens[at].word !== 'I')) return [];
    if (/^(?:manager|lead|author|owner)s?$/.test(lower) && PROGRAMS.has(before))
      return [];
    return [{ from: at, to: at, sure: true }];
  });
  return [...named, ...roles];
}

/** `git blame`, `lazy loading`, and other terms that judge nobody. */
function isInnocent(
  tokens: readonly Token[],
  from: number,
  to: number,
): boolean {
  const before = tokens[from - 1]?.lower ?? '';
  const after = tokens[to + 1]?.lower ?? '';
  const word = tokens[from].lower;
  return (
    (word.startsWith('blame') && before === 'git') ||
    (/^(?:to|blame)/.test(word) && /^(?:not|nobody|without)$/.test(before)) ||
    (word === 'lazy' &&
      /^(?:load|init|eval|fetch|connect|delet|replic|migrat|free|reset|seg|creat|client|import|join|quantif|match|cache|singleton|prox|expir|propert|iterat|sequence|stream|collection|unmount|mode|option|component|module|route|vacuum|write|read|consum|alloc|bind|attr|field|relation|path|regist|refresh|compil|start|instan|restor|hydrat|index|sync|update)/.test(
        after,
      )) ||
    (word === 'eager' && /^(?:load|init|eval|fetch)/.test(after))
  );
}
