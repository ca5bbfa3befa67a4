/** In a storm the same names come again and again, in milliseconds. */
const FRESH_MS = 30_000;
/** Answers remembered at most. */
const MAX_REMEMBERED = 5000;

/** Answers that are good for half a minute. A failure is not kept. */
export class Remembered<T> {
  readonly #answers = new Map<string, { at: number; answer: Promise<T> }>();

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const now = Date.now();
    const known = this.#answers.get(key);
    if (known && now - known.at < FRESH_MS) return known.answer;
    if (this.#answers.size >= MAX_REMEMBERED) this.#answers.clear();
    const answer = ask();
    this.#answers.set(key, { at: now, answer });
    answer.catch(() => this.#answers.delete(key));
    return answer;
  }
}
