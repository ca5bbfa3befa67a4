import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

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
  const sent = sha256((headers.authorization ?? '').replace(/^bearer +/i, ''));
  // Digests, because timingSafeEqual needs equal lengths
  const matches = tokens.map(
    token => token !== undefined && timingSafeEqual(sent, sha256(token)),
  );
  return matches.indexOf(true);
}

function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
