const NONE: ReadonlySet<string> = new Set();

/**
 * Finds which of many short literals a text holds, in one pass and without
 * regard to case. Patterns are tried only where one of theirs is found, and
 * most texts hold none.
 */
export class LiteralSet {
  /** By the first two characters. */
  readonly #byStart = new Map<number, string[]>();
  readonly #starts = new Uint8Array(1 << 14);

  /** @param literals - ASCII, at least two characters each */
  constructor(literals: Iterable<string>) {
    for (const literal of new Set(literals)) {
      const lower = literal.toLowerCase();
      const start = (lower.charCodeAt(0) << 7) | lower.charCodeAt(1);
      const others = this.#byStart.get(start);
      if (others) others.push(lower);
      else this.#byStart.set(start, [lower]);
      this.#starts[start] = 1;
    }
  }

  /** Those that are in the text, in lower case. */
  in(text: string): ReadonlySet<string> {
    let found: Set<string> | undefined;
    let before = lowerCode(text, 0);
    for (let at = 1; at < text.length; at += 1) {
      const code = lowerCode(text, at);
      const start = (before << 7) | code;
      before = code;
      if (this.#starts[start] === 0) continue;
      for (const literal of this.#byStart.get(start)!) {
        if (!found?.has(literal) && startsAt(text, literal, at - 1)) {
          found = (found ?? new Set()).add(literal);
        }
      }
    }
    return found ?? NONE;
  }
}

function startsAt(text: string, literal: string, at: number): boolean {
  if (at + literal.length > text.length) return false;
  for (let offset = 2; offset < literal.length; offset += 1) {
    if (lowerCode(text, at + offset) !== literal.charCodeAt(offset)) {
      return false;
    }
  }
  return true;
}

/** The code of an ASCII character in lower case; 0 for every other. */
function lowerCode(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 65 && code <= 90) return code + 32;
  return code < 128 ? code : 0;
}
