import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api';
import type { z } from 'zod';
import {
  type CallPace,
  OutOfTime,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { SlackConfig } from '../config/config';
import { refusalMessage, SlackRefusal } from './SlackRefusal';

/** Milliseconds after which a call without an answer is given up. */
const TIMEOUT_MS = 20_000;
/** Waits before a call that failed is repeated. */
const RETRY_DELAYS_MS = [500, 2000];
/** For answers that do not say how long to wait. */
const USUAL_RETRY_AFTER_S = 30;
/** Errors in an answer that pass by themselves. */
const PASSING = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
]);

/**
 * Calls of one collection to the Web API, one after the other. A call is
 * repeated when Slack limits the rate or fails for a moment. Only the configured
 * address is called. Messages of errors are read by reviewers of postmortems.
 */
export class SlackApi {
  readonly #config: SlackConfig;
  readonly #client: WebClient;
  readonly #pace: CallPace;
  readonly #signal: AbortSignal;

  constructor(options: {
    config: SlackConfig;
    pace: CallPace;
    logger: LoggerService;
    signal: AbortSignal;
  }) {
    const { config, signal } = options;
    this.#config = config;
    this.#pace = options.pace;
    this.#signal = signal;
    this.#client = new WebClient(config.token, {
      slackApiUrl: config.apiUrl,
      allowAbsoluteUrls: false,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
      logger: quietLogger(options.logger),
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        }),
    });
  }

  /**
   * @throws `OutOfTime` when the signal aborts or Slack wants too long a wait,
   * `SlackRefusal` when Slack refuses the call, `ServiceUnavailableError`
   */
  async call<T>(
    method: string,
    args: Record<string, string | number | boolean | undefined>,
    schema: z.ZodType<T>,
  ): Promise<T> {
    for (let attempt = 0; ; ) {
      await this.#pace.waitForTurn(method, this.#signal);
      try {
        const answer = await this.#client.apiCall(method, args);
        return this.#parse(method, schema, answer);
      } catch (error) {
        if (this.#signal.aborted) throw new OutOfTime();
        const seconds = retryAfterOf(error);
        if (seconds !== undefined) {
          this.#pace.pause(method, seconds);
          continue;
        }
        const isPassing = this.#isPassing(error);
        if (!isPassing || attempt >= RETRY_DELAYS_MS.length) {
          throw this.#explain(method, error);
        }
        await this.#pace.wait(RETRY_DELAYS_MS[attempt], this.#signal);
        attempt += 1;
      }
    }
  }

  #parse<T>(method: string, schema: z.ZodType<T>, answer: unknown): T {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    const [{ path, message }] = parsed.error.issues;
    throw new SlackRefusal(
      'unreadable',
      `${
        this.#where
      } answered ${method} with something that could not be read (${path.join(
        '.',
      )} ${message})`,
    );
  }

  #isPassing(error: unknown): boolean {
    if (error instanceof SlackRefusal) return false;
    if (error instanceof WebAPIPlatformError) {
      return PASSING.has(error.data.error);
    }
    return error instanceof WebAPIHTTPError ? error.statusCode >= 500 : true;
  }

  #explain(method: string, error: unknown): Error {
    if (error instanceof SlackRefusal) return error;
    if (error instanceof WebAPIHTTPError) {
      return new ServiceUnavailableError(
        `${this.#where} answered ${method} with status ${error.statusCode}`,
      );
    }
    if (error instanceof WebAPIPlatformError) {
      return new SlackRefusal(
        error.data.error,
        refusalMessage({
          where: this.#where,
          path: this.#config.path,
          method,
          data: error.data,
        }),
      );
    }
    return new ServiceUnavailableError(`${this.#where} cannot be reached`);
  }

  get #where(): string {
    return `Slack at ${this.#config.apiUrl}`;
  }
}

/** Seconds that Slack wants to be left alone; `undefined` for other errors. */
function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter;
  const isLimited =
    error instanceof WebAPIPlatformError
      ? error.data.error === 'ratelimited'
      : error instanceof Error && error.message.startsWith('Retry header');
  return isLimited ? USUAL_RETRY_AFTER_S : undefined;
}

/** The client's own messages repeat what is told here. */
function quietLogger(logger: LoggerService) {
  const debug = (...parts: unknown[]) =>
    logger.debug(parts.map(String).join(' '));
  return {
    debug: () => {},
    info: debug,
    warn: debug,
    error: debug,
    getLevel: () => LogLevel.INFO,
    setLevel: () => {},
    setName: () => {},
  };
}
