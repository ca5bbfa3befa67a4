import { AuthenticationError } from '@backstage/errors';
import {
  hmacOf,
  isSameSecret,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';
import type { GrafanaWebhookConfig } from './config';

/** An older call may be one that was recorded and sent again. */
const MAX_AGE_S = 5 * 60;

type Hmac = NonNullable<GrafanaWebhookConfig['hmac']>;

/**
 * Checks the signature that Grafana writes since version 12: HMAC-SHA256 in hex,
 * of the body as it came, behind `<timestamp>:` when there is a header for that
 * (`http/hmac.go` of grafana/alerting).
 *
 * @throws `AuthenticationError`
 */
export function checkSignature(
  request: { headers: IncomingHttpHeaders; rawBody: Buffer },
  hmac: Hmac,
  now: Date,
): void {
  const { headers, rawBody } = request;
  const timestamp = hmac.timestampHeader
    ? readTimestamp(headers[hmac.timestampHeader], now)
    : undefined;
  const expected = signatureOf({ rawBody, timestamp, secret: hmac.secret });
  if (!isSameSecret(String(headers[hmac.header] ?? ''), expected)) {
    throw new AuthenticationError(
      'The signature of the call does not fit webhook.hmac in the configuration of Grafana',
    );
  }
}

export function signatureOf(options: {
  rawBody: Buffer;
  timestamp?: string;
  secret: string;
}): string {
  const { rawBody, timestamp, secret } = options;
  return hmacOf(rawBody, {
    secret,
    ...(timestamp && { before: `${timestamp}:` }),
  });
}

function readTimestamp(sent: string | string[] | undefined, now: Date): string {
  if (typeof sent !== 'string' || !/^\d{1,12}$/.test(sent)) {
    throw new AuthenticationError(
      'The call has no timestamp in the header that webhook.hmac.timestampHeader names',
    );
  }
  if (Math.abs(now.getTime() / 1000 - Number(sent)) > MAX_AGE_S) {
    throw new AuthenticationError(
      'The timestamp of the call is more than five minutes away from the time here',
    );
  }
  return sent;
}
