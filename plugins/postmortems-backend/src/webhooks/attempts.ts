/** Attempts before a delivery becomes a dead letter. */
export const MAX_ATTEMPTS = 10;
/**
 * Failed attempts after which a delivery no longer holds up later ones of its
 * order key, about ten minutes after the first.
 */
export const HOLDING_ATTEMPTS = 7;
/**
 * Wait after the first failure, in milliseconds; doubled with each further one.
 */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60 * 60 * 1000;

/** Milliseconds until the next attempt; `undefined` when there is none. */
export function nextWait(attempts: number): number | undefined {
  return attempts < MAX_ATTEMPTS
    ? Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS)
    : undefined;
}
