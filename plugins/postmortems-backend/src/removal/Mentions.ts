const WORD = /[\p{L}\p{M}\p{N}_]/u;
/** Shorter ones stand in too many words. */
const SHORTEST = 2;

type Name = { text: string; anyCase: boolean };

/**
 * Names in a text, as whole words. A single word is matched as it is written, so
 * that `Will` is not `will`; with `@` before it, and whatever has more than
 * letters, in any case. It takes time in proportion to the text, and makes no
 * pattern of a name.
 */
export class Mentions {
  readonly #names: readonly Name[];

  constructor(names: Iterable<string>) {
    const all = new Map<string, Name>();
    for (const name of names) {
      for (const text of spellingsOf(name.trim())) {
        if (text.length < SHORTEST) continue;
        const anyCase = !/^\p{L}+$/u.test(text);
        all.set(text, { text: anyCase ? fold(text) : text, anyCase });
        if (!anyCase) {
          all.set(`@${text}`, { text: fold(`@${text}`), anyCase: true });
        }
      }
    }
    this.#names = [...all.values()];
  }

  /** Whether a text is a name and nothing else. */
  isName(text: string): boolean {
    const trimmed = text.trim();
    const folded = fold(trimmed);
    return this.#names.some(name =>
      name.anyCase ? name.text === folded : name.text === trimmed,
    );
  }

  isIn(text: string): boolean {
    return this.#find(text).length > 0;
  }

  /** The text itself when it has none. */
  replace(text: string, by: string): string {
    let replaced = '';
    let position = 0;
    for (const { start, end } of this.#find(text)) {
      if (end <= position) continue;
      replaced += text.slice(position, Math.max(start, position)) + by;
      position = end;
    }
    return position === 0 ? text : replaced + text.slice(position);
  }

  /** In the order of their beginning, the longest first. */
  #find(text: string): { start: number; end: number }[] {
    const folded = fold(text);
    const found: { start: number; end: number }[] = [];
    for (const { text: name, anyCase } of this.#names) {
      const within = anyCase ? folded : text;
      for (
        let start = within.indexOf(name);
        start >= 0;
        start = within.indexOf(name, start + name.length)
      ) {
        const end = start + name.length;
        if (isWhole(text, start, end)) found.push({ start, end });
      }
    }
    return found.sort((a, b) => a.start - b.start || b.end - a.end);
  }
}

/** Composed, decomposed, and as it stands in an address. */
function spellingsOf(name: string): Set<string> {
  const forms = [name, name.normalize('NFC'), name.normalize('NFD')];
  return new Set([...forms, ...forms.map(encodeURIComponent)]);
}

/** Lower case, character by character where the length would change. */
function fold(text: string): string {
  const folded = text.toLowerCase();
  if (folded.length === text.length) return folded;
  return Array.from(text, one => {
    const lower = one.toLowerCase();
    return lower.length === one.length ? lower : one;
  }).join('');
}

function isWhole(text: string, start: number, end: number): boolean {
  const touches = (inner: string, outer: string | undefined) =>
    outer !== undefined && WORD.test(inner) && WORD.test(outer);
  return (
    !touches(text[start], text[start - 1]) && !touches(text[end - 1], text[end])
  );
}
