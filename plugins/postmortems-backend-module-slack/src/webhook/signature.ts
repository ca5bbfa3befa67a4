import { AuthenticationError } from '@backstage/errors';
import {
  hmacOf,
  isSameSecret,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';

/** An older call may be one that was recorded and sent again. */
const MAX_AGE_S = 5 * 60;

/**
 * Checks when Slack says that it called.
 *
 * @throws `AuthenticationError`
 */
function checkTimestamp(headers: IncomingHttpHeaders, now: number): string {
  const timestamp = headers['x-slack-request-timestamp'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
    throw new AuthenticationError('The call has no timestamp of Slack');
  }
  if (Math.abs(now / 1000 - Number(timestamp)) > MAX_AGE_S) {
    throw new AuthenticationError(
      'The timestamp of the call is more than five minutes away from the time here',
    );
  }
  return timestamp;
}

/**
 * Checks Slack's signature (v0) over the body as it came, in constant time.
 *
 * @throws `AuthenticationError` when no secret fits
 */
export function checkSignature(
  request: { headers: IncomingHttpHeaders; rawBody: Buffer },
  options: { secrets: readonly string[]; now: number },
): void {
  const timestamp = checkTimestamp(request.headers, options.now);
  const sent = String(request.headers['x-slack-signature'] ?? '');
  const fits = options.secrets.map(secret =>
    isSameSecret(sent, sign({ ...request, timestamp, secret })),
  );
  if (!fits.includes(true)) {
    throw new AuthenticationError(
      'The signature of the call fits no signingSecret of Slack in the configuration',
    );
  }
}

export function sign(options: {
  timestamp: string;
  rawBody: Buffer;
  secret: string;
}): string {
  const { timestamp, rawBody, secret } = options;
  return `v0=${hmacOf(rawBody, { secret, before: `v0:${timestamp}:` })}`;
}
