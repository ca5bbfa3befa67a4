/** More characters than a name, handle or address has. */
const MAX_LENGTH = 256;
const WORD_CHARACTER = /[\p{L}\p{N}_-]/u;

type Branch = { next: Map<string, Branch>; isEnd: boolean };

/**
 * Finds whole names in a text, in any case. Names come from evidence, so they
 * are looked up in a tree and never compiled into a pattern: the time is linear
 * in the text, however many names there are.
 */
export class NameFinder {
  readonly #root: Branch = { next: new Map(), isEnd: false };

  constructor(names: Iterable<string>) {
    for (const name of names) this.#add(name);
  }

  /** The text with something else in the place of each name; of two that begin together, the longer one counts. */
  replace(text: string, replacement: () => string): string {
    const characters = [...text];
    const replaced: string[] = [];
    for (let at = 0; at < characters.length; ) {
      const end = isWordAt(characters, at - 1)
        ? at
        : this.#endOf(characters, at);
      if (end > at) {
        replaced.push(replacement());
        at = end;
      } else {
        replaced.push(characters[at]);
        at += 1;
      }
    }
    return replaced.join('');
  }

  #add(name: string): void {
    if (name.length > MAX_LENGTH) return;
    let branch = this.#root;
    for (const character of name) {
      const key = character.toLowerCase();
      const next = branch.next.get(key) ?? { next: new Map(), isEnd: false };
      branch.next.set(key, next);
      branch = next;
    }
    branch.isEnd = true;
  }

  /** Where the longest name ends that begins here; `from` if none does. */
  #endOf(characters: readonly string[], from: number): number {
    let end = from;
    let branch: Branch | undefined = this.#root;
    for (let at = from; at < characters.length; at += 1) {
      branch = branch.next.get(characters[at].toLowerCase());
      if (!branch) break;
      if (branch.isEnd && !isWordAt(characters, at + 1)) end = at + 1;
    }
    return end;
  }
}

function isWordAt(characters: readonly string[], at: number): boolean {
  return (
    at >= 0 && at < characters.length && WORD_CHARACTER.test(characters[at])
  );
}
