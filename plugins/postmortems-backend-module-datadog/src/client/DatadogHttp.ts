import { AuthenticationError, InputError } from '@backstage/errors';
import {
  type HttpAnswer,
  HttpCalls,
  httpFailure,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { DatadogConfig } from '../config/config';

/** Scopes of the application key, by what is called. */
const SCOPES: readonly [string, string][] = [
  ['/logs', 'logs_read_data'],
  ['/events', 'events_read'],
  ['/incidents', 'incident_read'],
  ['/monitor', 'monitors_read'],
  ['/query', 'timeseries_query'],
];

type Called = Pick<
  DatadogConfig,
  'path' | 'site' | 'apiUrl' | 'apiKey' | 'timeoutSeconds'
>;

/** What the client of Datadog hands over. */
type Call = {
  method: string;
  headers: Record<string, string>;
  body?: string;
};

/**
 * How the client of Datadog calls: only the configured address. Messages are read by
 * reviewers of postmortems.
 */
export class DatadogHttp {
  readonly #block: Called;
  readonly #signal: AbortSignal;
  readonly #where: string;
  readonly #http: HttpCalls;
  #isApiKeyKnown?: Promise<boolean | undefined>;

  constructor(options: { block: Called; signal: AbortSignal }) {
    const { apiUrl, timeoutSeconds } = options.block;
    this.#block = options.block;
    this.#signal = options.signal;
    this.#where = `Datadog at ${new URL(apiUrl).host}`;
    this.#http = new HttpCalls({
      where: this.#where,
      timeoutSeconds,
      attempts: 3,
      rateLimitOf: ({ status, headers }) =>
        status === 429
          ? Number(headers.get('x-ratelimit-reset')) * 1000 || undefined
          : undefined,
    });
  }

  /** Requests sent. */
  get calls(): number {
    return this.#http.sent;
  }

  /** As `fetch`, but throws for every answer that is not 2xx and JSON. */
  fetch = async (url: string, call: Call): Promise<Response> => {
    const { method, headers, body } = call;
    const signal = this.#signal;
    const answer = await this.#http.send(url, {
      method,
      headers,
      body,
      signal,
    });
    const { status, text } = answer;
    if (status < 200 || status > 299) {
      throw await this.#failure(answer, new URL(url).pathname);
    }
    if (!/json/i.test(answer.headers.get('content-type') ?? '')) {
      throw new InputError(
        `${
          this.#where
        } answered with something else than data, such as the sign-in page of a proxy; its values could not be read`,
      );
    }
    return new Response(text || null, { status, headers: answer.headers });
  };

  async #failure(answer: HttpAnswer, called: string): Promise<Error> {
    const { status, headers } = answer;
    const { path } = this.#block;
    if (status === 401 || status === 403) return this.#refusal(status, called);
    if (status < 400) {
      return new InputError(
        `${
          this.#where
        } answered ${status}: redirects are not followed, correct ${path}.site or apiUrl`,
      );
    }
    const limit = headers.get('x-ratelimit-name');
    return httpFailure(
      status === 429 && limit
        ? { ...answer, text: `rate limit ${limit}` }
        : answer,
      { where: this.#where },
    );
  }

  /** Says which of the two keys is refused, for Datadog answers both the same. */
  async #refusal(status: number, called: string): Promise<Error> {
    const { path, site } = this.#block;
    const scope = SCOPES.find(([part]) => called.includes(part))?.[1];
    this.#isApiKeyKnown ??= this.#validateApiKey();
    const isApiKeyKnown = await this.#isApiKeyKnown;
    if (isApiKeyKnown === false) {
      return new AuthenticationError(
        `${
          this.#where
        } does not know the API key in ${path}.apiKey: take one from Organization Settings > API Keys, of the site ${site}`,
      );
    }
    return new AuthenticationError(
      isApiKeyKnown
        ? `${
            this.#where
          } answered ${status}: it accepts the API key, and refuses the application key in ${path}.appKey; it was revoked, or lacks the scope ${scope}`
        : `${
            this.#where
          } answered ${status}: it refuses ${path}.apiKey or ${path}.appKey`,
    );
  }

  /** `undefined` when it cannot be found out. */
  async #validateApiKey(): Promise<boolean | undefined> {
    const { apiUrl, apiKey } = this.#block;
    try {
      const { status } = await this.#http.send(`${apiUrl}/api/v1/validate`, {
        headers: { accept: 'application/json', 'dd-api-key': apiKey },
        signal: this.#signal,
      });
      if (status === 200) return true;
      return status === 401 || status === 403 ? false : undefined;
    } catch {
      return undefined;
    }
  }
}
