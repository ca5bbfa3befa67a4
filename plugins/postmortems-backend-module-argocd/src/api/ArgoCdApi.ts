import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArgoCdConfig } from '../config/config';

const MAX_RESPONSE_BYTES = 50 * 1024 * 1024;
/** Calls for one answer, the first one among them. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 500;
/** A collection takes a minute at most; what is further away is not waited for. */
const MAX_WAIT_MS = 20_000;

/**
 * Reads Argo CD's API: only from the configured address, with limits of time and
 * size. It calls again after 429 and 5xx answers or without a connection. Messages are
 * read by reviewers of postmortems.
 */
export class ArgoCdApi {
  readonly #block: ArgoCdConfig;
  readonly #signal: AbortSignal;
  readonly #where: string;

  constructor(options: { block: ArgoCdConfig; signal: AbortSignal }) {
    this.#block = options.block;
    this.#signal = options.signal;
    this.#where = `Argo CD at ${new URL(options.block.baseUrl).host}`;
  }

  /**
   * @throws `NotFoundError`, `AuthenticationError`, `InputError` or
   * `ServiceUnavailableError`
   */
  async get(
    path: string,
    query: Record<string, string> = {},
  ): Promise<Record<string, unknown>> {
    const search = new URLSearchParams(query).toString();
    const url = `${this.#block.baseUrl}/api/v1${path}${search && `?${search}`}`;
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
      throw this.#failure(status, text);
    }
  }

  async #callOnce(url: string, attempt: number) {
    const { token = '', timeoutSeconds } = this.#block;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      const response = await fetch(url, {
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
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
      } answered with something else than data, such as its sign-in page`,
    );
  }

  #failure(status: number, text: string): Error {
    const { path } = this.#block;
    const said = `${this.#where} answered ${status}`;
    if (status === 401) {
      return new AuthenticationError(
        `${said}: it refuses ${path}.token, which has expired or was revoked`,
      );
    }
    // It says so as well of applications that there are not
    if (status === 403) {
      return new NotFoundError(
        `${said}: there is no such application, or the account of ${path}.token may not get it`,
      );
    }
    const message = `${said}${messageIn(text)}`;
    if (status === 429 || status >= 500) {
      return new ServiceUnavailableError(message);
    }
    return status === 404
      ? new NotFoundError(message)
      : new InputError(message);
  }
}

/** Milliseconds to wait, as the answer says. */
function waitOf(headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  if (!after) return undefined;
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const until = Date.parse(after);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' ? `: ${message.slice(0, 300)}` : '';
  } catch {
    return '';
  }
}
