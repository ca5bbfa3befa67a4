import { ForwardedError, isError, ResponseError } from '@backstage/errors';

/**
 * Calls the API. An error names what failed, with the API's own message instead
 * of `Request failed with 403 Forbidden`, and after a conflict what to do.
 */
export async function callApi<T>(
  call: () => Promise<T>,
  messages: { what: string; onConflict?: string },
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const cause = ResponseError.is(error) ? error.cause : error;
    const { what, onConflict } = messages;
    const advice =
      onConflict && isError(cause) && cause.name === 'ConflictError'
        ? `: ${onConflict}`
        : '';
    throw new ForwardedError(`${what} failed${advice}`, cause as Error);
  }
}
