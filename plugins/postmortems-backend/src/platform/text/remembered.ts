/** Texts that are remembered; they are words, most of which repeat. */
const MOST = 20_000;

/** As a pure function, with what it gave for many words at hand. */
export function remembered<T>(of: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return word => {
    let found = known.get(word);
    if (found === undefined) {
      found = of(word);
      if (known.size >= MOST) known.clear();
      known.set(word, found);
    }
    return found;
  };
}
