import { setTimeout as sleep } from 'node:timers/promises';

/** No time is left for more calls; what is missing can be read later. */
export class OutOfTime extends Error {
  readonly name = 'OutOfTime';
}

export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** A longer wait is left to the next collection: others wait for this one. */
const LONGEST_WAIT_MS = 45_000;

/**
 * How often each method of a workspace is called. Slack limits every method for
 * itself, so it outlives a single collection.
 */
export class CallPace {
  readonly #intervalMs: number;
  readonly #now: () => number;
  readonly wait: Wait;
  /** By method, the earliest time of its next call. */
  readonly #next = new Map<string, number>();

  constructor(options: {
    callsPerMinute?: number;
    wait?: Wait;
    now?: () => number;
  }) {
    const { callsPerMinute } = options;
    this.#intervalMs = callsPerMinute ? 60_000 / callsPerMinute : 0;
    this.#now = options.now ?? Date.now;
    this.wait = options.wait ?? waitFor;
  }

  /** @throws `OutOfTime` */
  async waitForTurn(method: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      if (signal.aborted) throw new OutOfTime();
      const left = (this.#next.get(method) ?? 0) - this.#now();
      if (left > LONGEST_WAIT_MS) throw new OutOfTime();
      if (left <= 0) break;
      await this.wait(left, signal);
    }
    // Others are called once or twice, and Slack allows far more
    if (/^conversations\.(?:history|replies)$/.test(method)) {
      this.#next.set(method, this.#now() + this.#intervalMs);
    }
  }

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
