import { RosterIndex, standsAlone } from './RosterIndex';
import { isName } from './text/lexicon';
import { actsLikePerson } from './strangers';
import { namesSystem } from './systems';
import type { Token } from './text/tokenise';
import type { BlamelessContext, Mention, RosterEntry } from './types';
import { PARTICLES } from './words/people';

/** People of the roster in a text: by name in any order, handle, or address. */
export function rosterMentions(
  tokens: readonly Token[],
  context: BlamelessContext,
): Mention[] {
  const index = RosterIndex.of(context.roster);
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const found =
      runAt(tokens, at, index) ?? aloneAt(tokens, at, index, context);
    if (found) {
      mentions.push(found);
      at = found.to;
    }
  }
  return mentions;
}

/** Two or more words of one person's name: `Tan, Mei`, `M. Tan`, `mei tan`. */
function runAt(
  tokens: readonly Token[],
  from: number,
  index: RosterIndex,
): Mention | undefined {
  let people = index.named(tokens[from].key);
  let initial = people.size === 0 && isInitial(tokens[from]);
  if (people.size === 0 && !initial) return undefined;
  const keys = new Set([tokens[from].key]);
  let to = from;
  while (to + 1 < tokens.length && !tokens[to].possessive) {
    const next = tokens[to + 1];
    if (!/^(?: |, ?|\. ?)$/.test(next.gap) || keys.has(next.key)) break;
    const both = initial
      ? [...index.named(next.key)].filter(person =>
          index.hasInitial(person, tokens[from].key),
        )
      : [...people].filter(person =>
          isInitial(next)
            ? index.hasInitial(person, next.key)
            : index.named(next.key).has(person),
        );
    if (both.length === 0) break;
    people = new Set(both);
    initial = false;
    keys.add(next.key);
    to += 1;
  }
  if (to === from) return undefined;
  const run = tokens.slice(from, to + 1);
  return run.some(({ letters }) => letters !== 'lower') ||
    run.some(({ key }) => standsAlone(key))
    ? { from, to, role: roleOf(people) }
    : undefined;
}

function isInitial({ word, letters }: Token): boolean {
  return word.length === 1 && letters === 'title';
}

/** A handle, an address, or one word of a name. */
function aloneAt(
  tokens: readonly Token[],
  at: number,
  index: RosterIndex,
  { systems }: BlamelessContext,
): Mention | undefined {
  const token = tokens[at];
  const { key, letters } = token;
  if (key.startsWith('@') || key.includes('@')) {
    const entry = index.handle(key.replace(/^@/, '')) ?? index.handle(key);
    return entry && { from: at, to: at, role: entry.role };
  }
  if (namesSystem(tokens, at, systems)) return undefined;
  const acts = actsLikePerson(tokens, at, at);
  const owner = index.handle(key);
  if (owner && (standsAlone(key) || acts)) {
    return { from: at, to: at, role: owner.role };
  }
  const people = index.named(key);
  if (people.size === 0 || PARTICLES.has(key)) return undefined;
  const plain = standsAlone(key);
  const written = {
    title: plain
      ? !token.startsSentence || key.length > 3 || acts
      : acts || (!token.startsSentence && !inTitle(tokens, at)),
    upper: plain ? key.length > 4 || acts : acts && token.possessive,
    lower:
      plain &&
      key.length > 3 &&
      // Anybody can be called anything in evidence; the catalog's names are people's
      (isName(key) || [...people].some(({ role }) => role)) &&
      !/^(?:a|an|the|this|each|every)$/.test(tokens[at - 1]?.lower ?? ''),
  }[letters];
  return written ? { from: at, to: at, role: roleOf(people) } : undefined;
}

/** Between other capitalised words: a heading, or the name of a product. */
function inTitle(tokens: readonly Token[], at: number): boolean {
  const beside = [tokens[at - 1], tokens[at + 1]].filter(
    (token, side) =>
      token !== undefined &&
      (side === 0 ? tokens[at].gap === ' ' : token.gap === ' '),
  );
  return beside.some(
    ({ letters, startsSentence, word }) =>
      letters === 'title' && !startsSentence && word !== 'I',
  );
}

/** Two people with one name are one person at most to a reader. */
function roleOf(people: ReadonlySet<RosterEntry>): string | undefined {
  const roles = new Set([...people].map(({ role }) => role));
  return roles.size === 1 ? [...roles][0] : undefined;
}
