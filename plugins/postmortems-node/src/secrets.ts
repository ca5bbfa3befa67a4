import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a secret or signature that was sent is the right one. The time that it takes
 * tells nothing of it.
 *
 * @public
 */
export function isSameSecret(sent: string, expected: string): boolean {
  // Digests, because timingSafeEqual needs equal lengths, and a length is not to leak
  return timingSafeEqual(sha256(sent), sha256(expected));
}

/**
 * The HMAC of a body as it came.
 *
 * @param options - `before` is signed in front of the body, e.g. `v0:<timestamp>:`;
 *   SHA-256 and hexadecimal unless said otherwise
 * @public
 */
export function hmacOf(
  body: Buffer,
  options: {
    secret: string;
    before?: string;
    algorithm?: 'sha1' | 'sha256' | 'sha512';
    encoding?: 'hex' | 'base64';
  },
): string {
  const { secret, before = '', algorithm = 'sha256' } = options;
  return createHmac(algorithm, secret)
    .update(before)
    .update(body)
    .digest(options.encoding ?? 'hex');
}

function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
