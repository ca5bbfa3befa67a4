import { AuthenticationError } from '@backstage/errors';
import { findBearerToken } from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';
import type { DatadogConfig } from '../config/config';

/**
 * Finds the block whose token the `authorization` header has.
 *
 * @throws `AuthenticationError`
 */
export function blockOf(
  headers: IncomingHttpHeaders,
  blocks: readonly DatadogConfig[],
): DatadogConfig {
  const found = findBearerToken(
    headers,
    blocks.map(({ webhook }) => webhook?.token),
  );
  if (found >= 0) return blocks[found];
  throw new AuthenticationError(
    'The webhook of Datadog needs the header Authorization with "Bearer" and the webhook.token of its block',
  );
}
