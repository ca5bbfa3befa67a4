import { isError, ResponseError } from '@backstage/errors';

/** Pauses before a write is sent again, in milliseconds. */
const PAUSES_MS = [300, 1500];
/** Longest pause that a server can ask for, in milliseconds. */
const LONGEST_PAUSE_MS = 5_000;

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
  for (const pause of PAUSES_MS) {
    try {
      return await send();
    } catch (error) {
      if (signal?.aborted || !isWorthAnotherTry(error)) throw error;
      await new Promise(resolve =>
        setTimeout(resolve, Math.max(pause, askedPauseMs(error))),
      );
      if (signal?.aborted) throw error;
    }
  }
  return send();
}

function isWorthAnotherTry(error: unknown): boolean {
  // A request without an answer, as `fetch` has it
  if (!ResponseError.is(error))
    return isError(error) && error.name === 'TypeError';
  const { statusCode, cause } = error;
  return (
    (statusCode >= 502 && statusCode <= 504) ||
    (statusCode === 409 && cause.name === 'RequestInProgressError')
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
