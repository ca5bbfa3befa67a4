import { isError, ResponseError } from '@backstage/errors';

/** Pauses before a write is sent again, in milliseconds. */
const PAUSES_MS = [300, 1500];
/** Longest pause that a server can ask for, in milliseconds. */
const LONGEST_PAUSE_MS = 5_000;
/**
 * How long a write that somebody does is waited for, in milliseconds: longer than
 * the ten seconds that it is kept for a replica that has died.
 */
const PATIENCE_MS = 15_000;

/** A key for one write; all times that it is sent have the same one. */
export function newIdempotencyKey(): string {
  // Unlike randomUUID it is also there on pages without TLS
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends a write again when no answer arrived, or when the server says that it
 * could not answer now. To be used with a key under which it is done once.
 */
export async function sendAgain(
  send: () => Promise<Response>,
  signal?: AbortSignal,
): Promise<Response> {
  const begun = Date.now();
  let failures = 0;
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (signal?.aborted || !mayBeDone(error)) throw error;
      let pause: number | undefined;
      if (isNamed(error, 'RequestInProgressError')) {
        if (Date.now() - begun < PATIENCE_MS) [pause] = PAUSES_MS;
      } else {
        pause = PAUSES_MS[failures];
        failures += 1;
      }
      if (pause === undefined) throw error;
      const wait = Math.max(pause, askedPauseMs(error));
      await new Promise(resolve => setTimeout(resolve, wait));
      if (signal?.aborted) throw error;
    }
  }
}

/** Whether a write that failed like this may have been done all the same, or may be later. */
export function mayBeDone(error: unknown): boolean {
  // A request without an answer, as `fetch` has it
  if (!ResponseError.is(error)) {
    return isError(error) && error.name === 'TypeError';
  }
  const { statusCode } = error;
  return (
    (statusCode >= 502 && statusCode <= 504) ||
    isNamed(error, 'RequestInProgressError')
  );
}

/** Whether the write was done when it was sent before, and its answer is lost. */
export function isAlreadyDone(error: unknown): boolean {
  return isNamed(error, 'AlreadyDoneError');
}

function isNamed(error: unknown, name: string): boolean {
  return (
    ResponseError.is(error) &&
    error.statusCode === 409 &&
    error.cause.name === name
  );
}

/** What the server asks for, where scripts may read that header. */
function askedPauseMs(error: unknown): number {
  if (!ResponseError.is(error)) return 0;
  const seconds = Number(error.response.headers?.get('retry-after'));
  return Number.isFinite(seconds)
    ? Math.min(seconds * 1000, LONGEST_PAUSE_MS)
    : 0;
}
