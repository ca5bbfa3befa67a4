import { AuthenticationError } from '@backstage/errors';
import {
  hmacOf,
  isSameSecret,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';
import type { WebhookConfig } from '../config/config';

type Auth = Pick<WebhookConfig, 'auth' | 'name'>;

/**
 * Checks the token, where there is one.
 *
 * @throws `AuthenticationError`
 */
export function checkToken(headers: IncomingHttpHeaders, { auth, name }: Auth) {
  if (!auth.token) return;
  const { header, value } = auth.token;
  const sent = String(headers[header] ?? '');
  const token =
    header === 'authorization' ? sent.replace(/^bearer +/i, '') : sent;
  if (!isOneOf(token, value)) {
    throw new AuthenticationError(
      `The webhook ${name} needs its auth.token in the header ${header}`,
    );
  }
}

/**
 * Checks the signature of the body as it came, where there is one.
 *
 * @throws `AuthenticationError`
 */
export function checkSignature(
  request: { headers: IncomingHttpHeaders; rawBody: Buffer },
  { auth, name }: Auth,
): void {
  if (!auth.signature) return;
  const { header } = auth.signature;
  const sent = String(request.headers[header] ?? '');
  const { secret } = auth.signature;
  const expected = secret.map(one =>
    sign(request.rawBody, { ...auth.signature!, secret: one }),
  );
  if (!isOneOf(sent, expected)) {
    throw new AuthenticationError(
      `The header ${header} does not fit the auth.signature of the webhook ${name}`,
    );
  }
}

export function sign(
  body: Buffer,
  signature: Omit<
    NonNullable<WebhookConfig['auth']['signature']>,
    'secret' | 'header'
  > & { secret: string },
): string {
  return `${signature.prefix}${hmacOf(body, signature)}`;
}

/** Compares with each, so that the time tells nothing. */
function isOneOf(sent: string, expected: readonly string[]): boolean {
  return expected.filter(one => isSameSecret(sent, one)).length > 0;
}
