import type { Token } from './text/tokenise';
import { tokenise } from './text/tokenise';
import { SYSTEM_WORDS } from './words/people';

const KEYS = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Names of systems of one word, and the last word of entity refs. */
function keysOf(systems: readonly string[]): ReadonlySet<string> {
  let keys = KEYS.get(systems);
  if (!keys) {
    keys = new Set(
      systems.flatMap(system => {
        const tokens = tokenise(system.slice(system.lastIndexOf('/') + 1));
        return tokens.length === 1 ? [tokens[0].key] : [];
      }),
    );
    KEYS.set(systems, keys);
  }
  return keys;
}

/** Whether the word is a system's name, by itself or by the word beside it. */
export function namesSystem(
  tokens: readonly Token[],
  at: number,
  systems: readonly string[],
): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  return (
    keysOf(systems).has(token.key) ||
    (!token.possessive &&
      next?.gap === ' ' &&
      isSystemWord(next.lower) &&
      // `When Mark hosts` is one thing, `the Alice service` another
      !next.possessive) ||
    (token.gap === ' ' &&
      before !== undefined &&
      isSystemWord(before.lower) &&
      !before.possessive) ||
    (token.gap === ' ' &&
      (before?.lower === 'called' || before?.lower === 'named') &&
      isSystemWord(tokens[at - 2]?.lower ?? ''))
  );
}

function isSystemWord(word: string): boolean {
  return (
    SYSTEM_WORDS.has(word) ||
    (word.endsWith('s') && SYSTEM_WORDS.has(word.slice(0, -1)))
  );
}
