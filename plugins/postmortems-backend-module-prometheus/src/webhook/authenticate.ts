import { AuthenticationError } from '@backstage/errors';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { WebhookConfig } from '../config/config';

/**
 * Compares the whole `authorization` header with the one that the configuration asks for, in a time that tells nothing.
 *
 * @throws `AuthenticationError`
 */
export function checkAuthorization(
  headers: IncomingHttpHeaders,
  config: WebhookConfig,
): void {
  const expected = expectedHeader(config);
  if (expected === undefined) return;
  // The scheme may be written in any case (RFC 9110); what follows is compared as it is.
  const sent = (headers.authorization ?? '').replace(
    /^(bearer|basic) +/i,
    (_, scheme: string) => `${scheme.toLocaleLowerCase('en-US')} `,
  );
  if (!timingSafeEqual(digest(sent), digest(expected))) {
    throw new AuthenticationError(
      'The webhook of Alertmanager needs the secret of postmortems.prometheus.webhook',
    );
  }
}

function expectedHeader({ token, basicAuth }: WebhookConfig) {
  if (token) return `bearer ${token}`;
  if (!basicAuth) return undefined;
  const pair = `${basicAuth.username}:${basicAuth.password}`;
  return `basic ${Buffer.from(pair).toString('base64')}`;
}

/** Equal lengths, so that the length of the secret shows no more than its content. */
function digest(value: string) {
  return createHash('sha256').update(value).digest();
}
