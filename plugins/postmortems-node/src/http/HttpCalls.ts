import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchTrusting } from './fetchTrusting';

const MAX_RESPONSE_BYTES = 50 * 1024 * 1024;
const DEFAULT_ATTEMPTS = 2;
const MAX_LIMITED_ATTEMPTS = 4;
const RETRY_DELAY_MS = { min: 200, max: 1000 };
/** Of a rate limit that does not say when it ends. */
const LIMIT_DELAY_MS = 1000;
/** A collection takes a minute at most; a longer limit is a failure. */
const MAX_WAIT_MS = 20_000;

/** Codes of Node and OpenSSL for a server that is not who it should be. */
const CERTIFICATE_CODE = /CERT|SIGNATURE|ISSUER|SELF_SIGNED|ALTNAME/;

/** What a server answered to {@link HttpCalls.send}. @public */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** Milliseconds until it may be called again, of a rate limit that says so. */
  waitMs?: number;
}

/** How {@link HttpCalls} calls a server. @public */
export interface HttpCallsOptions {
  /** What readers call the server, e.g. `Loki at https://loki.example.com`. */
  where: string;
  /** Of one answer. */
  timeoutSeconds: number;
  /**
   * Calls of a server that fails or cannot be reached, for one answer: 2, if absent.
   * A rate limit that ends soon is waited for up to three times.
   */
  attempts?: number;
  /** PEM of the authority that is trusted in place of those that Node trusts. */
  ca?: string;
  /** The key of the configuration that `ca` comes from, for messages. */
  caKey?: string;
  /**
   * Milliseconds until calls are allowed again, where the server does not say so by
   * `Retry-After`; `undefined` for an answer that is no rate limit.
   */
  rateLimitOf?: (answer: Omit<HttpAnswer, 'waitMs'>) => number | undefined;
}

/** A request of {@link HttpCalls.send}. @public */
export interface HttpRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | URLSearchParams;
  signal: AbortSignal;
}

/**
 * Calls of an HTTP server with limits of time and size. It follows no redirect, calls
 * again after a 5xx answer or without a connection, and waits for a rate limit that
 * ends soon. Messages are read by reviewers of postmortems.
 *
 * @public
 */
export class HttpCalls {
  /** Requests sent. */
  sent = 0;
  readonly #options: HttpCallsOptions;

  constructor(options: HttpCallsOptions) {
    this.#options = options;
  }

  /**
   * The last answer, whatever its status is.
   *
   * @throws `ServiceUnavailableError` without an answer, `InputError` for one that is
   * too large, or of a server whose certificate is not trusted
   */
  async send(url: string, request: HttpRequest): Promise<HttpAnswer> {
    const { signal } = request;
    const { attempts = DEFAULT_ATTEMPTS } = this.#options;
    let failed = 0;
    let limited = 0;
    for (;;) {
      const outcome = await this.#sendOnce(url, request);
      let wait: number;
      if (!(outcome instanceof Error) && outcome.waitMs !== undefined) {
        limited += 1;
        if (limited >= MAX_LIMITED_ATTEMPTS) return outcome;
        wait = outcome.waitMs;
      } else {
        failed += 1;
        const isFailure = outcome instanceof Error || outcome.status >= 500;
        if (!isFailure || failed >= attempts) return orThrow(outcome);
        const { min, max } = RETRY_DELAY_MS;
        wait = (min + Math.random() * (max - min)) * 2 ** (failed - 1);
      }
      if (wait > MAX_WAIT_MS || signal.aborted) return orThrow(outcome);
      try {
        await sleep(wait, undefined, { signal });
      } catch {
        // What was waited for says more than that the time was up
        return orThrow(outcome);
      }
    }
  }

  /** @returns an error for a connection that another attempt may get */
  async #sendOnce(
    url: string,
    { signal, ...request }: HttpRequest,
  ): Promise<HttpAnswer | Error> {
    const { where, timeoutSeconds, ca, rateLimitOf } = this.#options;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    this.sent += 1;
    try {
      const init = {
        ...request,
        signal: AbortSignal.any([signal, timeout]),
      };
      const response =
        ca && url.startsWith('https:')
          ? await fetchTrusting(ca, url, init)
          : await fetch(url, { ...init, redirect: 'manual' });
      const { status, headers } = response;
      const text = await this.#readBounded(response.body);
      const answer = { status, headers, text };
      if (status >= 200 && status < 300) return answer;
      const waitMs = rateLimitOf?.(answer) ?? retryAfter(answer);
      return { ...answer, ...(waitMs !== undefined && { waitMs }) };
    } catch (error) {
      if (error instanceof InputError) throw error;
      if (signal.aborted) {
        throw new ServiceUnavailableError(
          `There was no time left to ask ${where}`,
        );
      }
      if (timeout.aborted) {
        throw new ServiceUnavailableError(
          `${where} did not answer within ${timeoutSeconds} s`,
        );
      }
      return this.#unreachable(error);
    }
  }

  #unreachable(error: unknown): Error {
    const { where, caKey } = this.#options;
    const code = codeOf(error);
    if (CERTIFICATE_CODE.test(code)) {
      throw new InputError(
        `The certificate of ${where} is not trusted (${code}): ${
          caKey
            ? `set ${caKey} to that of its authority`
            : 'name that of its authority in NODE_EXTRA_CA_CERTS of the backend'
        }`,
      );
    }
    return new ServiceUnavailableError(`${where} cannot be reached (${code})`);
  }

  async #readBounded(body: AsyncIterable<Uint8Array> | null): Promise<string> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > MAX_RESPONSE_BYTES) {
        throw new InputError(
          `${
            this.#options.where
          } answered with more than ${MAX_RESPONSE_BYTES} bytes: ask for less`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

function orThrow(outcome: HttpAnswer | Error): HttpAnswer {
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** In seconds, or a date. */
function retryAfter({
  status,
  headers,
}: Pick<HttpAnswer, 'status' | 'headers'>): number | undefined {
  if (status !== 429 && status < 500) return undefined;
  const after = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const until = Date.parse(after);
  if (!Number.isNaN(until)) return Math.max(0, until - Date.now());
  return status === 429 ? LIMIT_DELAY_MS : undefined;
}

/** `ECONNREFUSED` and the like, which `fetch` has in the cause of its error. */
function codeOf(error: unknown): string {
  type Told = { message?: string; code?: unknown };
  const told = error as Told & { cause?: Told };
  const { code, message = String(error) } = told.cause ?? told;
  return typeof code === 'string' ? code : message;
}
