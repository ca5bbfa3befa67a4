import { ServiceUnavailableError } from '@backstage/errors';
import { setImmediate as nextTick } from 'node:timers/promises';

/** How long other requests may be kept waiting, in milliseconds. */
const SLICE_MS = 15;

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
    const now = performance.now();
    if (now - this.#since < SLICE_MS) return;
    if (now > this.#deadline) {
      throw new ServiceUnavailableError(
        'This takes too long; ask for less at once',
      );
    }
    await nextTick();
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
