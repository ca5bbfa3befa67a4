import { Numbers } from './Numbers';

/** Words that many rows repeat, each kept once and known by its number. They are never forgotten. */
export class Vocabulary<T extends string = string> {
  readonly #words: T[] = [];
  readonly #numbers = new Map<T, number>();

  get size(): number {
    return this.#words.length;
  }

  wordOf(number: number): T {
    return this.#words[number];
  }

  /** Learns the word if it is new. */
  numberOf(word: T): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  /** By number, 1 for each of some words; those that are unknown have none. */
  mark(words: Iterable<string>): Uint8Array {
    const marks = new Uint8Array(this.size);
    for (const word of words) {
      const known = this.#numbers.get(word as T);
      if (known !== undefined) marks[known] = 1;
    }
    return marks;
  }
}

/** A word for each row. */
export class Words<T extends string = string> {
  readonly #vocabulary = new Vocabulary<T>();
  readonly #numbers = new Numbers();

  at(row: number): T {
    return this.#vocabulary.wordOf(this.#numbers.at(row));
  }

  set(row: number, word: T): void {
    this.#numbers.set(row, this.#vocabulary.numberOf(word));
  }

  /** Whether a row has one of the words, among those that there are now. */
  isAnyOf(words: Iterable<string>): (row: number) => boolean {
    const marks = this.#vocabulary.mark(words);
    return row => marks[this.#numbers.at(row)] === 1;
  }
}
