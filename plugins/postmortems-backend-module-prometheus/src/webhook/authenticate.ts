import { AuthenticationError } from '@backstage/errors';
import { isSameSecret } from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';
import type { WebhookConfig } from '../config/config';
import type { Sender } from '../incidents/TrackedAlert';

type Secrets = Pick<
  WebhookConfig,
  'token' | 'basicAuth' | 'allowUnauthenticated'
>;

/**
 * Compares the `authorization` header with the configured secret in constant
 * time.
 *
 * @throws `AuthenticationError`
 */
export function checkAuthorization(
  headers: IncomingHttpHeaders,
  config: Secrets,
  sender: Sender = 'Alertmanager',
): void {
  const expected = expectedHeader(config);
  if (expected === undefined) return;
  // The scheme is case-insensitive (RFC 9110), the credentials are not
  const sent = (headers.authorization ?? '').replace(
    /^(bearer|basic) +/i,
    (_, scheme: string) => `${scheme.toLocaleLowerCase('en-US')} `,
  );
  if (!isSameSecret(sent, expected)) {
    throw new AuthenticationError(
      `The webhook of ${sender} needs the secret that webhook has in the configuration of ${
        sender === 'Alertmanager' ? 'Prometheus' : sender
      }`,
    );
  }
}

function expectedHeader({ token, basicAuth }: Secrets) {
  if (token) return `bearer ${token}`;
  if (!basicAuth) return undefined;
  const pair = `${basicAuth.username}:${basicAuth.password}`;
  return `basic ${Buffer.from(pair).toString('base64')}`;
}
