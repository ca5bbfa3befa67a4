/** Names of one or more words, and what they stand for. */
export class PhraseTable<T> {
  readonly #byFirst = new Map<string, { parts: string[]; values: Set<T> }[]>();

  constructor(entries: Iterable<readonly [phrase: string, value: T]>) {
    for (const [phrase, value] of entries) {
      const parts = phrase.split(' ');
      const known = this.#byFirst.get(parts[0]) ?? [];
      const same = known.find(one => one.parts.join(' ') === phrase);
      if (same) same.values.add(value);
      else known.push({ parts, values: new Set([value]) });
      this.#byFirst.set(parts[0], known);
    }
  }

  /** What the words from a place on name, with the number of words. */
  find(
    keys: readonly { key: string }[],
    at: number,
  ): { values: readonly T[]; length: number }[] {
    return (this.#byFirst.get(keys[at]?.key ?? '') ?? [])
      .filter(({ parts }) =>
        parts.every((part, offset) => keys[at + offset]?.key === part),
      )
      .map(({ parts, values }) => ({
        values: [...values],
        length: parts.length,
      }));
  }
}
