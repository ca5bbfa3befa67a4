import type { IncomingHttpHeaders } from 'node:http';
import { isSameSecret } from './secrets';

/**
 * Finds the token that the header `Authorization: Bearer <token>` has. It compares with
 * each, and the time that it takes tells nothing of them.
 *
 * @returns its position, -1 for none
 * @public
 */
export function findBearerToken(
  headers: IncomingHttpHeaders,
  tokens: readonly (string | undefined)[],
): number {
  const sent = (headers.authorization ?? '').replace(/^bearer +/i, '');
  const matches = tokens.map(
    token => token !== undefined && isSameSecret(sent, token),
  );
  return matches.indexOf(true);
}
