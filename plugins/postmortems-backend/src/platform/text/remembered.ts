/** Texts that are remembered; they are words, most of which repeat. */
const MOST = 20_000;
const LONGEST = 100;

/** As a pure function, with what it gave for many words at hand. */
export function remembered<T>(of: (word: string) => T): (word: string) => T {
  const results = new Map<string, T>();
  return word => {
    if (word.length > LONGEST) return of(word);
    const known = results.get(word);
    if (known !== undefined || results.has(word)) return known as T;
    const found = of(word);
    if (results.size >= MOST) results.clear();
    results.set(word, found);
    return found;
  };
}
