import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  type HttpAnswer,
  HttpCalls,
  httpFailure,
} from '@postmortems/backstage-plugin-postmortems-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GithubConfig } from '../config/config';

/** A collection takes a minute at most; what is further away is not waited for. */
const MAX_WAIT_MS = 20_000;
/** Of a secondary rate limit without a time, as GitHub asks for. */
const UNKNOWN_WAIT_MS = 60_000;
const MAX_REDIRECTS = 3;

/** What the client of GitHub hands over. */
type Call = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
};

/** How calls are made to the API of one host, whoever calls. */
export type GithubHost = {
  config: Pick<GithubConfig, 'path' | 'host' | 'timeoutSeconds'>;
  apiUrl: string;
  /** No call is made before, because GitHub bans who goes on calling. */
  limitedUntil: number;
};

/**
 * How the client of GitHub calls: only the configured address, and not before a rate
 * limit ends. Messages are read by reviewers of postmortems.
 */
export class GithubHttp {
  readonly #host: GithubHost;
  readonly #signal: AbortSignal;
  readonly #where: string;
  readonly #http: HttpCalls;

  constructor(options: { host: GithubHost; signal: AbortSignal }) {
    const { config } = options.host;
    this.#host = options.host;
    this.#signal = options.signal;
    this.#where = `GitHub at ${config.host}`;
    this.#http = new HttpCalls({
      where: this.#where,
      timeoutSeconds: config.timeoutSeconds,
      attempts: 3,
      rateLimitOf: answer => {
        const limit = limitOf(answer);
        if (limit !== undefined) this.#host.limitedUntil = Date.now() + limit;
        return limit;
      },
    });
  }

  /** As `fetch`, but throws for every answer that is not 2xx. */
  fetch = async (
    address: string,
    { method, headers, body }: Call,
  ): Promise<Response> => {
    let url = address;
    for (let redirects = 0; ; redirects += 1) {
      await this.#untilAllowed();
      const answer = await this.#http.send(url, {
        method,
        headers,
        body,
        signal: this.#signal,
      });
      if (answer.status >= 200 && answer.status < 300) {
        return this.#checked(answer);
      }
      const next = this.#redirectOf(answer, url);
      if (!next || redirects >= MAX_REDIRECTS) throw this.#failure(answer, url);
      url = next;
    }
  };

  #checked({ status, headers, text }: HttpAnswer): Response {
    if (!/json/i.test(headers.get('content-type') ?? '')) {
      throw new InputError(
        `${
          this.#where
        } answered with something else than data, such as the sign-in page of a proxy`,
      );
    }
    return new Response(text || null, { status, headers });
  }

  async #untilAllowed(): Promise<void> {
    const wait = this.#host.limitedUntil - Date.now();
    if (wait > MAX_WAIT_MS) throw this.#limited();
    if (wait <= 0) return;
    try {
      await sleep(wait, undefined, { signal: this.#signal });
    } catch {
      throw this.#limited();
    }
  }

  #limited(): Error {
    const until = new Date(this.#host.limitedUntil);
    return new ServiceUnavailableError(
      `${
        this.#where
      } allows no more calls before ${until.toISOString()} (rate limit)`,
    );
  }

  /** Where a renamed repository is now, when that is the same API. */
  #redirectOf(answer: HttpAnswer, asked: string): string | undefined {
    const location = answer.headers.get('location');
    if (![301, 302, 307, 308].includes(answer.status) || !location) {
      return undefined;
    }
    const target = URL.parse(location, asked);
    return target?.origin === new URL(this.#host.apiUrl).origin
      ? target.href
      : undefined;
  }

  #failure(answer: HttpAnswer, url: string): Error {
    const { path } = this.#host.config;
    const { status, waitMs } = answer;
    const where = this.#where;
    const what = describePath(url);
    if (status < 500 && waitMs !== undefined) return this.#limited();
    if (status === 401) {
      return new AuthenticationError(
        `${where} does not accept the credentials: the token in ${path}.token, or in integrations.github, has expired or was revoked`,
      );
    }
    if (status === 403) {
      return new AuthenticationError(
        `${where} does not allow to read ${what}${messageIn(
          answer,
        )}: give the token or GitHub App read access to actions, contents, deployments and pull requests`,
      );
    }
    if (status === 404) {
      return new NotFoundError(
        `${where} has no ${what}, or its credentials may not see it`,
      );
    }
    return status < 400
      ? new InputError(
          `${where} answered ${status} to ${what}: it redirects to another address, which is not asked; correct ${path}.apiUrl`,
        )
      : httpFailure(answer, { where });
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
function limitOf(answer: HttpAnswer): number | undefined {
  const { status, headers } = answer;
  if (status !== 403 && status !== 429) return undefined;
  const after = headers.get('retry-after');
  if (after && /^\d+$/.test(after)) return Number(after) * 1000;
  const reset = headers.get('x-ratelimit-reset');
  if (headers.get('x-ratelimit-remaining') === '0' && reset) {
    return Math.max(1000, Number(reset) * 1000 - Date.now());
  }
  return status === 429 || /rate limit/i.test(messageIn(answer))
    ? UNKNOWN_WAIT_MS
    : undefined;
}

function messageIn({ text }: HttpAnswer): string {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && 'message' in json
      ? ` (${String(json.message).slice(0, 200)})`
      : '';
  } catch {
    return '';
  }
}
