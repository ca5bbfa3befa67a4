import { ServiceUnavailableError } from '@backstage/errors';
import type { LifecycleService } from '@backstage/backend-plugin-api';
import type { RequestHandler } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is open when the process is asked to end may take this long to finish … */
const FINISH_MS = 3_000;
/** … and after that this long to stop where it is safe, in milliseconds. */
const STOP_MS = 2_000;
/** The scheduler hands a task over right after it has ended. */
const HAND_OVER_MS = 100;

/**
 * What goes on in this process, so that it can end within seconds. Nothing new
 * begins then; what takes longer stops where nothing is half done, and another
 * replica or the caller begins it anew.
 */
export class WorkInProgress {
  readonly #ending = new AbortController();
  readonly #stopping = new AbortController();
  readonly #open = new Set<Promise<unknown>>();
  readonly #finishMs: number;

  constructor(
    options: { lifecycle?: LifecycleService; finishMs?: number } = {},
  ) {
    this.#finishMs = options.finishMs ?? FINISH_MS;
    options.lifecycle?.addShutdownHook(() => this.end());
  }

  /** Aborts when the process is asked to end: begin nothing more. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Aborts a few seconds later: stop at the next safe point. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** The end of the process waits for this work. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    const settled = running.then(
      () => {},
      () => {},
    );
    this.#open.add(settled);
    settled.then(() => this.#open.delete(settled));
    return running;
  }

  /**
   * A task of the scheduler. It gets a signal that also aborts when the process
   * is asked to end, so that another replica has it at once.
   */
  task(
    fn: (signal: AbortSignal) => Promise<unknown>,
  ): (signal: unknown) => Promise<void> {
    return async signal => {
      await this.run(() =>
        fn(AbortSignal.any([signal as AbortSignal, this.ending])),
      );
    };
  }

  /** Counts requests until they are answered. */
  get countRequests(): RequestHandler {
    return (_req, res, next) => {
      this.run(() => new Promise<void>(done => res.once('close', done)));
      next();
    };
  }

  async end(): Promise<void> {
    const reason = new ServiceUnavailableError(
      'The backend is stopping; send this again',
    );
    this.#ending.abort(reason);
    await this.#settled(this.#finishMs);
    this.#stopping.abort(reason);
    await this.#settled(STOP_MS);
    await sleep(HAND_OVER_MS);
  }

  async #settled(ms: number): Promise<void> {
    const late = new AbortController();
    await Promise.race([
      Promise.all(this.#open),
      sleep(ms, undefined, { signal: late.signal }).catch(() => {}),
    ]);
    late.abort();
  }
}

/** The outcome of work, or the reason of the signal once it aborts. */
export async function unlessAborted<T>(
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
