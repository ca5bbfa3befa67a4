import { ForwardedError, isError, ResponseError } from '@backstage/errors';

/**
 * Does something at the API. A failure tells what was tried and says so in the API's own words (`You lack the permission ...`)
 * rather than `Request failed with 403 Forbidden`; after a conflict it says what to do.
 */
export async function attempt<T>(
  call: () => Promise<T>,
  words: { what: string; onConflict?: string },
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const cause = ResponseError.is(error) ? error.cause : error;
    const { what, onConflict } = words;
    const advice =
      onConflict && isError(cause) && cause.name === 'ConflictError'
        ? `: ${onConflict}`
        : '';
    throw new ForwardedError(`${what} failed${advice}`, cause as Error);
  }
}
