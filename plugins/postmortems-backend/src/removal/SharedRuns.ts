import { createHash } from 'node:crypto';

/** Words in a row that are no coincidence. */
const RUN = 4;
const WORDS = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * Texts that were erased, to find them where they are quoted: any four words in a
 * row. What has fewer words may be anybody's, and is found only where it is asked
 * for as a whole text.
 */
export class SharedRuns {
  readonly #runs = new Set<string>();
  readonly #whole = new Set<string>();

  learn(text: string): void {
    const words = wordsOf(text);
    if (words.length === 0) return;
    this.#whole.add(keyOf(words.map(({ word }) => word)));
    for (let at = 0; at + RUN <= words.length; at += 1) {
      this.#runs.add(runAt(words, at));
    }
  }

  /** What other evidence says as well is not theirs alone. */
  forget(text: string): void {
    if (this.#runs.size === 0) return;
    const words = wordsOf(text);
    for (let at = 0; at + RUN <= words.length; at += 1) {
      this.#runs.delete(runAt(words, at));
    }
  }

  /** Whether a text is one of them, whatever stands between its words. */
  isWhole(text: string): boolean {
    return this.#whole.has(keyOf(wordsOf(text).map(({ word }) => word)));
  }

  /** The text itself when none of it was erased. */
  replace(text: string, by: string): string {
    if (this.#runs.size === 0) return text;
    const words = wordsOf(text);
    let replaced = '';
    let position = 0;
    for (let at = 0; at + RUN <= words.length; at += 1) {
      if (!this.#runs.has(runAt(words, at))) continue;
      let last = at + RUN - 1;
      while (
        last + 1 < words.length &&
        this.#runs.has(runAt(words, last + 2 - RUN))
      ) {
        last += 1;
      }
      replaced += text.slice(position, words[at].start) + by;
      position = words[last].end;
      at = last;
    }
    return position === 0 ? text : replaced + text.slice(position);
  }
}

type Word = { word: string; start: number; end: number };

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORDS), ({ 0: word, index }) => ({
    word: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));
}

function runAt(words: readonly Word[], at: number): string {
  return words
    .slice(at, at + RUN)
    .map(({ word }) => word)
    .join(' ');
}

/** Long texts are not kept in memory a second time. */
function keyOf(words: readonly string[]): string {
  const text = words.join(' ');
  return text.length > 100
    ? createHash('sha256').update(text).digest('base64')
    : text;
}
