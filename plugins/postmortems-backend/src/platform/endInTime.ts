import { unlessAborted } from './WorkInProgress';

/** Time in which to hand over what there is, in milliseconds. */
const GRACE_MS = 3_000;

/**
 * Does work of others that has to end in time. Its signal aborts when its time is
 * over, when the process has to stop, and once nobody waits any more. What does not
 * heed the signal is left behind after a grace.
 *
 * @throws a `DOMException` named `TimeoutError` when it was left behind
 */
export async function endInTime<T>(
  options: {
    timeoutMs: number;
    graceMs?: number;
    /** Others that end it, without a grace. */
    stopping: AbortSignal;
  },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { timeoutMs, graceMs = GRACE_MS, stopping } = options;
  stopping.throwIfAborted();
  const given = new AbortController();
  const waiting = new AbortController();
  const late = new DOMException(
    `It did not end within ${timeoutMs / 1000} s`,
    'TimeoutError',
  );
  const stop = () => {
    given.abort(stopping.reason);
    waiting.abort(stopping.reason);
  };
  stopping.addEventListener('abort', stop, { once: true });
  const timers = [
    setTimeout(() => given.abort(late), timeoutMs),
    setTimeout(() => waiting.abort(late), timeoutMs + graceMs),
  ];
  try {
    return await unlessAborted(waiting.signal, work(given.signal));
  } finally {
    timers.forEach(timer => clearTimeout(timer));
    stopping.removeEventListener('abort', stop);
    // What still runs of it, such as other requests of a batch, is for nobody
    given.abort(late);
  }
}

/** Whether work ended because its time was over. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
