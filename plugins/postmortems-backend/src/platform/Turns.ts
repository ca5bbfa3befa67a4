import { ServiceUnavailableError } from '@backstage/errors';
import { setImmediate as nextTick } from 'node:timers/promises';

/** How long other requests may be kept waiting, in milliseconds. */
const SLICE_MS = 15;

/** Work that pauses between its pieces, where others may have a turn. */
export type Steps<T> = Generator<void, T, void>;

/** Does all of it in one go, where there is little of it. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** As `map` of a list, in steps. */
export function* mapInSteps<T, R>(
  things: Iterable<T>,
  of: (thing: T) => R,
): Steps<R[]> {
  const results: R[] = [];
  for (const thing of things) {
    results.push(of(thing));
    yield;
  }
  return results;
}

/** Lets other requests have a turn during long work, and ends it when it takes too long. */
export class Turns {
  #since = performance.now();
  readonly #deadline: number;
  readonly #signal?: AbortSignal;

  /** @param options - `signal` aborts the work, e.g. when the caller has left */
  constructor(options: { deadlineMs?: number; signal?: AbortSignal } = {}) {
    const { deadlineMs = Infinity, signal } = options;
    this.#deadline = this.#since + deadlineMs;
    this.#signal = signal;
  }

  /**
   * To be called between pieces of work; most calls return at once. Throws
   * `ServiceUnavailableError` after the deadline, and the reason of the signal.
   */
  async next(): Promise<void> {
    if (this.#isDue()) await this.#pause();
  }

  /** Does the work, and pauses as {@link Turns.next} does. */
  async run<T>(work: Steps<T>): Promise<T> {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      if (this.#isDue()) await this.#pause();
    }
  }

  #isDue(): boolean {
    return performance.now() - this.#since >= SLICE_MS;
  }

  async #pause(): Promise<void> {
    if (performance.now() > this.#deadline) {
      throw new ServiceUnavailableError(
        'This takes too long; ask for less at once',
      );
    }
    await nextTick();
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
