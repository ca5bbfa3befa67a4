import { AuthenticationError } from '@backstage/errors';
import {
  hmacOf,
  isSameSecret,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';

/** While a secret is replaced there are two; more are no header of PagerDuty. */
const MAX_SIGNATURES = 20;

/**
 * Checks PagerDuty's signatures over the body as it came, in constant time. The
 * header has one for each secret of the subscription, separated by commas; one of
 * version 1 that fits is enough (https://developer.pagerduty.com/docs/verifying-webhook-signatures).
 *
 * @param secrets - for each block of the configuration
 * @returns the place of the block whose secret fits
 * @throws `AuthenticationError` when none does
 */
export function blockOfSignature(
  request: { headers: IncomingHttpHeaders; rawBody: Buffer },
  secrets: readonly (readonly string[])[],
): number {
  const sent = String(request.headers['x-pagerduty-signature'] ?? '')
    .split(',')
    .slice(0, MAX_SIGNATURES)
    .flatMap(one => /^v1=([0-9a-f]{64})$/i.exec(one.trim())?.[1] ?? [])
    .map(hex => hex.toLowerCase());
  // Compares with each, so that the time tells nothing
  const fits = secrets.map(
    ofBlock =>
      ofBlock.filter(secret => {
        const expected = hmacOf(request.rawBody, { secret });
        return sent.filter(one => isSameSecret(one, expected)).length > 0;
      }).length > 0,
  );
  const block = fits.indexOf(true);
  if (block >= 0) return block;
  throw new AuthenticationError(
    sent.length > 0
      ? 'No signature of the call fits a secret in webhook.secrets of a block of PagerDuty'
      : 'The call has no X-PagerDuty-Signature of version 1',
  );
}

/** A header that PagerDuty would send. */
export function sign(rawBody: Buffer, ...secrets: string[]): string {
  return secrets.map(secret => `v1=${hmacOf(rawBody, { secret })}`).join(',');
}
