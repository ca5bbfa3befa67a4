import { AuthenticationError } from '@backstage/errors';
import {
  hmacOf,
  isSameSecret,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';

/** An older call may be one that was recorded and sent again. */
const MAX_AGE_S = 5 * 60;

/**
 * Checks Zoom's signature (v0) over the body as it came, in constant time
 * (https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events).
 *
 * @param options - a secret that is `undefined` fits nothing
 * @returns the place of the secret that fits
 * @throws `AuthenticationError` when none does, or the call is not from now
 */
export function checkSignature(
  request: { headers: IncomingHttpHeaders; rawBody: Buffer },
  options: { secrets: readonly (string | undefined)[]; now: number },
): number {
  const { headers, rawBody } = request;
  const timestamp = headers['x-zm-request-timestamp'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
    throw new AuthenticationError('The call has no timestamp of Zoom');
  }
  if (Math.abs(options.now / 1000 - Number(timestamp)) > MAX_AGE_S) {
    throw new AuthenticationError(
      'The timestamp of the call is more than five minutes away from the time here',
    );
  }
  const sent = String(headers['x-zm-signature'] ?? '');
  const fits = options.secrets.map(
    secret =>
      secret !== undefined &&
      isSameSecret(sent, sign({ timestamp, rawBody, secret })),
  );
  const place = fits.indexOf(true);
  if (place < 0) {
    throw new AuthenticationError(
      'The signature of the call fits no webhookSecretToken of Zoom in the configuration',
    );
  }
  return place;
}

/** What Zoom signs a call with. */
export function sign(options: {
  timestamp: string;
  rawBody: Buffer;
  secret: string;
}): string {
  const { timestamp, rawBody, secret } = options;
  return `v0=${hmacOf(rawBody, { secret, before: `v0:${timestamp}:` })}`;
}
