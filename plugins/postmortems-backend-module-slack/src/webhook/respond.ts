import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { SlackConfig } from '../config/config';

const HOSTS = ['hooks.slack.com', 'hooks.slack-gov.com'];
const TIMEOUT_MS = 10_000;

/**
 * Tells whoever used a command what came of it. The work is done by then, so a
 * failure is only logged. No other host than Slack's is called.
 */
export async function respond(options: {
  responseUrl: string;
  text: string;
  config: SlackConfig;
  logger: LoggerService;
}): Promise<void> {
  const { responseUrl, text, config, logger } = options;
  if (!isAllowed(responseUrl, config)) {
    logger.warn(
      'A command of Slack has a response_url of another host, which is not called',
    );
    return;
  }
  try {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        response_type: 'ephemeral',
        replace_original: false,
        text,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
  } catch (error) {
    logger.warn(
      `The answer to a command of Slack was not taken: ${
        toError(error).message
      }`,
    );
  }
}

function isAllowed(responseUrl: string, { apiUrl }: SlackConfig): boolean {
  if (!URL.canParse(responseUrl)) return false;
  const url = new URL(responseUrl);
  return (
    (url.protocol === 'https:' && HOSTS.includes(url.host)) ||
    url.origin === new URL(apiUrl).origin
  );
}

/** Slack reads these three characters as its own. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
