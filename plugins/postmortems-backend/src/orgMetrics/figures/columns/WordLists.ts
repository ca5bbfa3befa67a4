import { Numbers } from './Numbers';
import { Vocabulary } from './Words';

/** Words for each row. Most lists are those of other rows too, and kept once. */
export class WordLists<T extends string = string> {
  readonly vocabulary = new Vocabulary<T>();
  readonly #lists: (readonly number[])[] = [];
  readonly #listNumbers = new Map<string, number>();
  readonly #numbers = new Numbers();

  /** The numbers of the row's words, in their order. */
  at(row: number): readonly number[] {
    return this.#lists[this.#numbers.at(row)];
  }

  set(row: number, words: readonly T[]): void {
    const list = words.map(word => this.vocabulary.numberOf(word));
    const name = list.join();
    let number = this.#listNumbers.get(name);
    if (number === undefined) {
      number = this.#lists.push(list) - 1;
      this.#listNumbers.set(name, number);
    }
    this.#numbers.set(row, number);
  }

  /** Whether a row has any of the words, among those that there are now. */
  hasAnyOf(words: Iterable<string>): (row: number) => boolean {
    const marks = this.vocabulary.mark(words);
    return row => {
      const list = this.at(row);
      for (let index = 0; index < list.length; index++) {
        if (marks[list[index]] === 1) return true;
      }
      return false;
    };
  }
}
