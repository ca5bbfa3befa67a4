import { AuthenticationError } from '@backstage/errors';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GithubConfig } from '../config/config';

/**
 * Finds the block one of whose secrets signed the body, as it came
 * (docs.github.com, "Validating webhook deliveries").
 *
 * @throws `AuthenticationError`
 */
export function signedFor(
  body: Buffer,
  signature: unknown,
  configs: readonly GithubConfig[],
): GithubConfig {
  const sent = Buffer.from(String(signature ?? ''));
  // Compares with each, so that the time tells nothing
  const fitting = configs.filter(
    ({ webhook }) =>
      (webhook?.secrets ?? []).filter(secret => {
        const expected = Buffer.from(sign(body, secret));
        return (
          sent.length === expected.length && timingSafeEqual(sent, expected)
        );
      }).length > 0,
  );
  if (fitting.length > 0) return fitting[0];
  throw new AuthenticationError(
    'The header X-Hub-Signature-256 fits none of the webhook.secrets of GitHub in the configuration',
  );
}

export function sign(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
