import { setTimeout as sleep } from 'node:timers/promises';

/**
 * No time is left for more calls; what is missing can be read later.
 *
 * @public
 */
export class OutOfTime extends Error {
  readonly name = 'OutOfTime';
  /** Whether our own time was over, or a limit of the other side would outlast it. */
  readonly reason: 'time' | 'limit';

  constructor(reason: 'time' | 'limit' = 'time') {
    super();
    this.reason = reason;
  }

  /**
   * Why it ended, for reviewers, as the beginning of a sentence.
   *
   * @param name - who was asked, e.g. `Slack`
   */
  explain(name: string): string {
    return this.reason === 'limit'
      ? `${name} limits how often it may be asked`
      : 'There was no time left';
  }
}

/** Waits for some milliseconds, or throws `OutOfTime`. @public */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** A longer wait is left to the next collection: others wait for this one. */
const LONGEST_WAIT_MS = 45_000;

/**
 * How often each method of an API is called, as far as its owner limits that. It
 * outlives a single collection, because limits do too.
 *
 * @public
 */
export class CallPace {
  readonly #intervalMs: number;
  readonly #now: () => number;
  readonly #isPaced: (method: string) => boolean;
  readonly wait: Wait;
  /** By method, the earliest time of its next call. */
  readonly #next = new Map<string, number>();

  /**
   * @param options - `callsPerMinute` holds for each method that `isPaced`; others are
   * called once or twice. `wait` and `now` are for tests
   */
  constructor(options: {
    callsPerMinute?: number;
    isPaced?: (method: string) => boolean;
    wait?: Wait;
    now?: () => number;
  }) {
    const { callsPerMinute } = options;
    this.#intervalMs = callsPerMinute ? 60_000 / callsPerMinute : 0;
    this.#isPaced = options.isPaced ?? (() => true);
    this.#now = options.now ?? Date.now;
    this.wait = options.wait ?? waitFor;
  }

  /** @throws `OutOfTime` when the signal aborts, or the wait is long */
  async waitForTurn(method: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const left = (this.#next.get(method) ?? 0) - this.#now();
      if (left > LONGEST_WAIT_MS) throw new OutOfTime('limit');
      if (signal.aborted) throw new OutOfTime();
      if (left <= 0) break;
      await this.wait(left, signal).catch(() => {
        throw new OutOfTime('limit');
      });
    }
    if (this.#isPaced(method)) {
      this.#next.set(method, this.#now() + this.#intervalMs);
    }
  }

  /** Nothing is asked for so many seconds, as the other side demands. */
  pause(method: string, seconds: number): void {
    this.#next.set(method, this.#now() + Math.max(1, seconds) * 1000);
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw new OutOfTime();
  }
}
