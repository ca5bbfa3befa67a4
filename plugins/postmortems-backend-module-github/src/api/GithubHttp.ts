import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GithubConfig } from '../config/config';

const MAX_RESPONSE_BYTES = 30 * 1024 * 1024;
/** Calls for one answer, the first one among them. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 500;
/** A collection takes a minute at most; what is further away is not waited for. */
const MAX_WAIT_MS = 20_000;
/** Of a secondary rate limit without a time, as GitHub asks for. */
const UNKNOWN_WAIT_MS = 60_000;
const MAX_REDIRECTS = 3;

/** How calls are made to the API of one host, whoever calls. */
export type GithubHost = {
  config: Pick<GithubConfig, 'path' | 'host' | 'timeoutSeconds'>;
  apiUrl: string;
  /** No call is made before, because GitHub bans who goes on calling. */
  limitedUntil: number;
};

/**
 * How the client of GitHub calls: only the configured address, with limits of time
 * and size. It waits for the end of a rate limit when that is near, and calls again
 * after a 5xx answer or without a connection. Messages are read by reviewers of
 * postmortems.
 */
export class GithubHttp {
  /** Requests sent. */
  calls = 0;
  readonly #host: GithubHost;
  readonly #signal: AbortSignal;
  readonly #where: string;

  constructor(options: { host: GithubHost; signal: AbortSignal }) {
    this.#host = options.host;
    this.#signal = options.signal;
    this.#where = `GitHub at ${options.host.config.host}`;
  }

  /** As `fetch`, but throws for every answer that is not 2xx. */
  fetch = async (
    address: string,
    call: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  ): Promise<Response> => {
    let url = address;
    let redirects = 0;
    for (let attempt = 1; ; attempt += 1) {
      await this.#untilAllowed();
      const answer = await this.#callOnce(url, call, attempt);
      if (answer === 'again') continue;
      const { status } = answer;
      if (status >= 200 && status < 300) return this.#checked(answer);
      const next = this.#redirectOf(answer, url);
      if (next && redirects < MAX_REDIRECTS) {
        redirects += 1;
        attempt -= 1;
        url = next;
        continue;
      }
      const limit = await limitOf(answer);
      if (limit !== undefined) {
        this.#host.limitedUntil = Date.now() + limit;
      }
      const wait =
        limit ?? (status >= 500 ? RETRY_DELAY_MS * 2 ** (attempt - 1) : NaN);
      if (attempt < MAX_ATTEMPTS && wait <= MAX_WAIT_MS) {
        await this.#sleep(wait);
        continue;
      }
      throw limit === undefined
        ? await this.#failure(answer, url)
        : this.#limited();
    }
  };

  #checked(answer: Response): Response {
    if (/json/i.test(answer.headers.get('content-type') ?? '')) return answer;
    throw new InputError(
      `${
        this.#where
      } answered with something else than data, such as the sign-in page of a proxy`,
    );
  }

  async #untilAllowed(): Promise<void> {
    const wait = this.#host.limitedUntil - Date.now();
    if (wait > MAX_WAIT_MS) throw this.#limited();
    if (wait > 0) await this.#sleep(wait);
  }

  #limited(): Error {
    const until = new Date(this.#host.limitedUntil);
    return new ServiceUnavailableError(
      `${
        this.#where
      } allows no more calls before ${until.toISOString()} (rate limit)`,
    );
  }

  async #sleep(ms: number): Promise<void> {
    try {
      await sleep(ms, undefined, { signal: this.#signal });
    } catch {
      throw this.#outOfTime();
    }
  }

  #outOfTime(): Error {
    return new ServiceUnavailableError(
      `There was no time left to ask ${this.#where}`,
    );
  }

  async #callOnce(
    url: string,
    { method, headers, body }: Pick<RequestInit, 'method' | 'headers' | 'body'>,
    attempt: number,
  ): Promise<Response | 'again'> {
    const { timeoutSeconds } = this.#host.config;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    this.calls += 1;
    try {
      const response = await fetch(url, {
        method,
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.#signal, timeout]),
      });
      const bytes = await this.#readBounded(response);
      return new Response(bytes.length > 0 ? bytes : null, {
        status: response.status,
        headers: response.headers,
      });
    } catch (error) {
      if (error instanceof InputError) throw error;
      if (this.#signal.aborted) throw this.#outOfTime();
      if (timeout.aborted) {
        throw new ServiceUnavailableError(
          `${this.#where} did not answer within ${timeoutSeconds} s`,
        );
      }
      if (attempt >= MAX_ATTEMPTS) {
        throw new ServiceUnavailableError(
          `${this.#where} cannot be reached`,
          error,
        );
      }
      await this.#sleep(RETRY_DELAY_MS * 2 ** (attempt - 1));
      return 'again';
    }
  }

  async #readBounded(response: Response): Promise<Buffer<ArrayBuffer>> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > MAX_RESPONSE_BYTES) {
        throw new InputError(
          `${this.#where} answered with more than ${MAX_RESPONSE_BYTES} bytes`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** Where a renamed repository is now, when that is the same API. */
  #redirectOf(answer: Response, asked: string): string | undefined {
    const location = answer.headers.get('location');
    if (![301, 302, 307, 308].includes(answer.status) || !location) {
      return undefined;
    }
    const target = URL.parse(location, asked);
    return target?.origin === new URL(this.#host.apiUrl).origin
      ? target.href
      : undefined;
  }

  async #failure(answer: Response, url: string): Promise<Error> {
    const { path } = this.#host.config;
    const { status } = answer;
    const what = describePath(url);
    if (status === 401) {
      return new AuthenticationError(
        `${
          this.#where
        } does not accept the credentials: the token in ${path}.token, or in integrations.github, has expired or was revoked`,
      );
    }
    if (status === 403) {
      return new AuthenticationError(
        `${this.#where} does not allow to read ${what}${await messageIn(
          answer,
        )}: give the token or GitHub App read access to actions, contents, deployments and pull requests`,
      );
    }
    if (status === 404) {
      return new NotFoundError(
        `${this.#where} has no ${what}, or its credentials may not see it`,
      );
    }
    const message = `${
      this.#where
    } answered ${status} to ${what}${await messageIn(answer)}`;
    if (status >= 500) return new ServiceUnavailableError(message);
    return new InputError(
      status < 400
        ? `${message}: it redirects to another address, which is not asked; correct ${path}.apiUrl`
        : message,
    );
  }
}

/** `repos/shop/checkout/deployments`, of an address of any root. */
function describePath(url: string): string {
  const { pathname } = new URL(url);
  return /\/(repos\/.*)$/.exec(pathname)?.[1] ?? pathname.slice(1);
}

/**
 * Milliseconds until calls are allowed again; `undefined` for what is no rate limit.
 * GitHub answers 403 or 429, with the time in one of two headers or, for secondary
 * limits, in none (docs.github.com, "Rate limits for the REST API").
 */
async function limitOf(answer: Response): Promise<number | undefined> {
  const { status, headers } = answer;
  if (status !== 403 && status !== 429) return undefined;
  const after = headers.get('retry-after');
  if (after && /^\d+$/.test(after)) return Number(after) * 1000;
  const reset = headers.get('x-ratelimit-reset');
  if (headers.get('x-ratelimit-remaining') === '0' && reset) {
    return Math.max(1000, Number(reset) * 1000 - Date.now());
  }
  const says = await messageIn(answer.clone());
  return status === 429 || /rate limit/i.test(says)
    ? UNKNOWN_WAIT_MS
    : undefined;
}

async function messageIn(answer: Response): Promise<string> {
  try {
    const json: unknown = JSON.parse(await answer.text());
    return typeof json === 'object' && json !== null && 'message' in json
      ? ` (${String(json.message).slice(0, 200)})`
      : '';
  } catch {
    return '';
  }
}
