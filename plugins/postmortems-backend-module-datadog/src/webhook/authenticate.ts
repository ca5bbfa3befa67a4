import { AuthenticationError } from '@backstage/errors';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { DatadogConfig } from '../config/config';

/**
 * Finds the block whose token the `authorization` header has.
 *
 * @returns its position
 * @throws `AuthenticationError`
 */
export function blockOf(
  headers: IncomingHttpHeaders,
  blocks: readonly DatadogConfig[],
): number {
  const sent = (headers.authorization ?? '').replace(/^bearer +/i, '');
  // Compares with each, so that the time tells nothing
  const matches = blocks.map(({ webhook }) =>
    webhook ? isEqualInConstantTime(sent, webhook.token) : false,
  );
  const found = matches.indexOf(true);
  if (found >= 0) return found;
  throw new AuthenticationError(
    'The webhook of Datadog needs the header Authorization with "Bearer" and the webhook.token of its block',
  );
}

/**
 * Compares digests, because `timingSafeEqual` needs equal lengths and the
 * token's length is not to leak.
 */
function isEqualInConstantTime(a: string, b: string): boolean {
  const sha256 = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(sha256(a), sha256(b));
}
