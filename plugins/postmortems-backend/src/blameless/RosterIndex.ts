import { isWord } from './text/lexicon';
import { tokenise } from './text/tokenise';
import type { RosterEntry } from './types';
import { PARTICLES } from './words/people';

/** More words than a name has: a sentence in the place of an author. */
const MAX_NAME_WORDS = 8;
/** More than a name, handle or address has. */
const MAX_LENGTH = 200;

const NOBODY: ReadonlySet<RosterEntry> = new Set();
const INDEXES = new WeakMap<readonly RosterEntry[], RosterIndex>();

/** Looks people up by the words of their names; built once for a roster. */
export class RosterIndex {
  /** Whole handles and addresses. */
  readonly #handles = new Map<string, RosterEntry>();
  /** Words of names. */
  readonly #parts = new Map<string, Set<RosterEntry>>();
  /** First letters of the words of names. */
  readonly #initials = new Map<RosterEntry, Set<string>>();

  static of(roster: readonly RosterEntry[]): RosterIndex {
    let index = INDEXES.get(roster);
    if (!index) {
      index = new RosterIndex(roster);
      INDEXES.set(roster, index);
    }
    return index;
  }

  private constructor(roster: readonly RosterEntry[]) {
    for (const entry of roster) {
      for (const identifier of entry.identifiers) {
        if (identifier.length <= MAX_LENGTH) this.#add(identifier, entry);
      }
    }
  }

  /** By handle or address. */
  handle(key: string): RosterEntry | undefined {
    return this.#handles.get(key);
  }

  /** Everybody with this word in their name. */
  named(key: string): ReadonlySet<RosterEntry> {
    return this.#parts.get(key) ?? NOBODY;
  }

  hasInitial(entry: RosterEntry, letter: string): boolean {
    return this.#initials.get(entry)?.has(letter) ?? false;
  }

  #add(identifier: string, entry: RosterEntry): void {
    const tokens = tokenise(identifier.trim());
    if (tokens.length === 0 || tokens.length > MAX_NAME_WORDS) return;
    if (tokens.length === 1) {
      const [{ key, word, letters }] = tokens;
      const handle = key.replace(/^@/, '');
      if (handle.length > 1) this.#put(this.#handles, handle, entry);
      const [local] = word.split('@');
      if (/[._\d]/.test(local)) {
        this.#put(this.#handles, tokenise(local)[0]?.key ?? handle, entry);
      }
      // A name of one word, as chat tools show people
      if (letters === 'title' && !word.includes('@')) this.#part(key, entry);
      return;
    }
    const initials = this.#initials.get(entry) ?? new Set();
    this.#initials.set(entry, initials);
    for (const { key, word } of tokens) {
      this.#part(key, entry);
      initials.add(key.slice(0, 1));
      for (const piece of word.split(/[-\u2010]/)) {
        const [token] = tokenise(piece);
        if (token && token.key.length > 3) this.#part(token.key, entry);
      }
    }
  }

  #part(key: string, entry: RosterEntry): void {
    const people = this.#parts.get(key) ?? new Set();
    this.#parts.set(key, people.add(entry));
  }

  #put(map: Map<string, RosterEntry>, key: string, entry: RosterEntry): void {
    if (!map.has(key)) map.set(key, entry);
  }
}

/** Whether the word alone can stand for a person without further signs. */
export function standsAlone(key: string): boolean {
  return key.length > 1 && !PARTICLES.has(key) && !isWord(key);
}
