import { AuthenticationError } from '@backstage/errors';
import {
  hmacOf,
  isSameSecret,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { GithubConfig } from '../config/config';

/**
 * Finds the block one of whose secrets signed the body, as it came; no two share one
 * (docs.github.com, "Validating webhook deliveries").
 *
 * @throws `AuthenticationError`
 */
export function signedFor(
  body: Buffer,
  signature: unknown,
  configs: readonly GithubConfig[],
): GithubConfig {
  const sent = String(signature ?? '');
  // Compares with each, so that the time tells nothing
  const fitting = configs.filter(
    ({ webhook }) =>
      (webhook?.secrets ?? []).filter(secret =>
        isSameSecret(sent, sign(body, secret)),
      ).length > 0,
  );
  if (fitting.length > 0) return fitting[0];
  throw new AuthenticationError(
    'The header X-Hub-Signature-256 fits none of the webhook.secrets of GitHub in the configuration',
  );
}

export function sign(body: Buffer, secret: string): string {
  return `sha256=${hmacOf(body, { secret })}`;
}
