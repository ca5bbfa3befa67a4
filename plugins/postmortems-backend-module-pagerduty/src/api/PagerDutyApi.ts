import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PagerDutyConfig } from '../config/config';

const MAX_RESPONSE_BYTES = 30 * 1024 * 1024;
/** Calls for one answer, the first one among them. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 500;
/** A collection takes a minute at most; what is further away is not waited for. */
const MAX_WAIT_MS = 20_000;
/** PagerDuty's most. */
const PAGE = 100;

type Called = Pick<
  PagerDutyConfig,
  'path' | 'apiUrl' | 'token' | 'timeoutSeconds'
>;

type Query = Record<string, string | number | readonly string[]>;

/**
 * Reads PagerDuty's REST API (version 2): only from the configured address, with
 * limits of time and size. It waits for the end of a rate limit when that is near,
 * and calls again after a 5xx answer or without a connection. Messages are read by
 * reviewers of postmortems.
 */
export class PagerDutyApi {
  /** Requests sent. */
  calls = 0;
  readonly #block: Called;
  readonly #signal: AbortSignal;
  readonly #where: string;

  constructor(options: { block: Called; signal: AbortSignal }) {
    this.#block = options.block;
    this.#signal = options.signal;
    this.#where = `PagerDuty at ${new URL(options.block.apiUrl).host}`;
  }

  /**
   * @throws `NotFoundError`, `AuthenticationError`, `NotAllowedError`, `InputError` or
   * `ServiceUnavailableError`
   */
  async get(path: string, query: Query = {}): Promise<Record<string, unknown>> {
    const url = `${this.#block.apiUrl}${path}${searchOf(query)}`;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#callOnce(url, attempt);
      if (answer === 'again') continue;
      const { status, headers, text } = answer;
      if (status >= 200 && status < 300) return this.#parse(text);
      if ((status === 429 || status >= 500) && attempt < MAX_ATTEMPTS) {
        const wait = waitOf(headers) ?? RETRY_DELAY_MS * 2 ** (attempt - 1);
        if (wait <= MAX_WAIT_MS) {
          await this.#wait(wait);
          continue;
        }
      }
      throw this.#failure(answer);
    }
  }

  /**
   * The items of a list, page by page.
   *
   * @param name - of the field that has them
   */
  async *list(
    path: string,
    name: string,
    query: Query = {},
  ): AsyncGenerator<unknown> {
    for (let offset = 0; ; ) {
      const page = await this.get(path, { ...query, limit: PAGE, offset });
      const items = page[name];
      if (!Array.isArray(items)) {
        throw new InputError(
          `${
            this.#where
          } answered ${path} without ${name}: something else than its API is there`,
        );
      }
      yield* items;
      offset += items.length;
      if (page.more !== true || items.length === 0) return;
    }
  }

  async #callOnce(url: string, attempt: number) {
    const { token = '', timeoutSeconds } = this.#block;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    this.calls += 1;
    try {
      const response = await fetch(url, {
        headers: {
          accept: 'application/vnd.pagerduty+json;version=2',
          'content-type': 'application/json',
          authorization: `Token token=${token}`,
        },
        redirect: 'manual',
        signal: AbortSignal.any([this.#signal, timeout]),
      });
      const { status, headers } = response;
      return { status, headers, text: await this.#readBounded(response) };
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
      await this.#wait(RETRY_DELAY_MS * 2 ** (attempt - 1));
      return 'again' as const;
    }
  }

  async #readBounded(response: Response): Promise<string> {
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
    return Buffer.concat(chunks).toString('utf8');
  }

  async #wait(milliseconds: number): Promise<void> {
    try {
      await sleep(milliseconds, undefined, { signal: this.#signal });
    } catch {
      throw this.#outOfTime();
    }
  }

  #outOfTime() {
    return new ServiceUnavailableError(
      `There was no time left to ask ${this.#where}`,
    );
  }

  #parse(text: string): Record<string, unknown> {
    try {
      const json: unknown = JSON.parse(text);
      if (typeof json === 'object' && json !== null) {
        return json as Record<string, unknown>;
      }
    } catch {
      // Told below
    }
    throw new InputError(
      `${
        this.#where
      } answered with something else than data, such as the sign-in page of a proxy`,
    );
  }

  #failure(answer: { status: number; headers: Headers; text: string }): Error {
    const { status, headers, text } = answer;
    const { path } = this.#block;
    const said = `${this.#where} answered ${status}`;
    if (status === 429) {
      const seconds = Math.ceil((waitOf(headers) ?? 0) / 1000);
      return new ServiceUnavailableError(
        `${this.#where} allows no more calls now${
          seconds ? `; it will in ${seconds} s` : ''
        }`,
      );
    }
    if (status === 401) {
      return new AuthenticationError(
        `${said}: it refuses ${path}.token, which was revoked, or is of another region`,
      );
    }
    if (status === 402 || status === 403) {
      return new NotAllowedError(
        `${said}: the key in ${path}.token may not read this`,
      );
    }
    const message = `${said}${messageIn(text)}`;
    if (status >= 500) return new ServiceUnavailableError(message);
    return status === 404
      ? new NotFoundError(message)
      : new InputError(message);
  }
}

function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) search.append(name, String(one));
  }
  return search.size > 0 ? `?${search}` : '';
}

/** Milliseconds to wait, as the answer says. */
function waitOf(headers: Headers): number | undefined {
  const seconds = headers.get('ratelimit-reset') ?? headers.get('retry-after');
  if (!seconds) return undefined;
  if (/^\d+$/.test(seconds)) return Number(seconds) * 1000;
  const until = Date.parse(seconds);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

/** What PagerDuty says went wrong: `{ error: { message, errors: [] } }`. */
function messageIn(text: string): string {
  try {
    const { error } = JSON.parse(text);
    const messages = [error?.message, ...(error?.errors ?? [])].filter(
      one => typeof one === 'string',
    );
    return messages.length > 0 ? `: ${messages.join('; ').slice(0, 300)}` : '';
  } catch {
    return '';
  }
}
