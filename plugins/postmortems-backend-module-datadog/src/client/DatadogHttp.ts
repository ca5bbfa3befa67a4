import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatadogConfig } from '../config/config';

const MAX_RESPONSE_BYTES = 30 * 1024 * 1024;
/** Calls for one answer, the first one among them. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 500;
/** A collection takes a minute at most; what is further away is not waited for. */
const MAX_WAIT_MS = 20_000;

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
 * How the client of Datadog calls: only the configured address, with limits of
 * time and size. It waits for the end of a rate limit when that is near, and
 * calls again after a 5xx answer or without a connection. Messages are read by
 * reviewers of postmortems.
 */
export class DatadogHttp {
  /** Requests sent. */
  calls = 0;
  readonly #block: Called;
  readonly #signal: AbortSignal;
  readonly #where: string;
  #isApiKeyKnown?: Promise<boolean | undefined>;

  constructor(options: { block: Called; signal: AbortSignal }) {
    this.#block = options.block;
    this.#signal = options.signal;
    this.#where = `Datadog at ${new URL(options.block.apiUrl).host}`;
  }

  /** As `fetch`, but throws for every answer that is not 2xx and JSON. */
  fetch = async (url: string, call: Call): Promise<Response> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#callOnce(url, call, attempt);
      if (answer === 'again') continue;
      const { status } = answer;
      if (status >= 200 && status < 300) return this.#checked(answer);
      if (isTransient(status) && attempt < MAX_ATTEMPTS) {
        const wait = waitOf(answer) ?? RETRY_DELAY_MS * 2 ** (attempt - 1);
        if (wait <= MAX_WAIT_MS) {
          await sleep(wait, undefined, { signal: this.#signal });
          continue;
        }
      }
      throw await this.#failure(answer, new URL(url).pathname);
    }
  };

  async #callOnce(
    url: string,
    { method, headers, body }: Call,
    attempt: number,
  ): Promise<Response | 'again'> {
    const { timeoutSeconds } = this.#block;
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
      if (this.#signal.aborted) {
        throw new ServiceUnavailableError(
          `There was no time left to ask ${this.#where}`,
        );
      }
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
      await sleep(RETRY_DELAY_MS * 2 ** (attempt - 1), undefined, {
        signal: this.#signal,
      });
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
          `${
            this.#where
          } answered with more than ${MAX_RESPONSE_BYTES} bytes: lower the limits of ${
            this.#block.path
          }`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  #checked(response: Response): Response {
    if (/json/i.test(response.headers.get('content-type') ?? ''))
      return response;
    throw new InputError(
      `${
        this.#where
      } answered with something else than data, such as the sign-in page of a proxy; its values could not be read`,
    );
  }

  async #failure(response: Response, path: string): Promise<Error> {
    const { status } = response;
    if (status === 429) {
      const seconds = Math.ceil((waitOf(response) ?? 0) / 1000);
      const limit = response.headers.get('x-ratelimit-name');
      return new ServiceUnavailableError(
        `${this.#where} allows no more calls now${
          limit ? ` (rate limit ${limit})` : ''
        }${seconds ? `; it will in ${seconds} s` : ''}`,
      );
    }
    if (status === 401 || status === 403) return this.#refusal(status, path);
    const message = `${this.#where} answered ${status}${errorsIn(
      await response.text(),
    )}`;
    if (status >= 500) return new ServiceUnavailableError(message);
    if (status === 404) return new NotFoundError(message);
    return status < 400
      ? new InputError(
          `${message}: redirects are not followed, correct ${
            this.#block.path
          }.site or apiUrl`,
        )
      : new InputError(message);
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
      const answer = await this.#callOnce(
        `${apiUrl}/api/v1/validate`,
        {
          method: 'GET',
          headers: { accept: 'application/json', 'dd-api-key': apiKey },
        },
        MAX_ATTEMPTS,
      );
      if (answer === 'again') return undefined;
      if (answer.status === 200) return true;
      return answer.status === 401 || answer.status === 403 ? false : undefined;
    } catch {
      return undefined;
    }
  }
}

function isTransient(status: number) {
  return status === 429 || status >= 500;
}

/** Milliseconds to wait, as the answer says. */
function waitOf({ headers }: Response): number | undefined {
  const seconds = headers.get('x-ratelimit-reset');
  if (seconds && /^\d+$/.test(seconds)) return Number(seconds) * 1000;
  const after = headers.get('retry-after');
  if (!after) return undefined;
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const until = Date.parse(after);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

/** What Datadog says went wrong, in any of its two shapes. */
function errorsIn(text: string): string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return '';
  }
  const errors =
    typeof json === 'object' && json !== null && 'errors' in json
      ? json.errors
      : [];
  const messages = (Array.isArray(errors) ? errors : []).flatMap(error => {
    if (typeof error === 'string') return [error];
    return typeof error?.detail === 'string' ? [error.detail] : [];
  });
  return messages.length > 0 ? `: ${messages.join('; ').slice(0, 300)}` : '';
}
