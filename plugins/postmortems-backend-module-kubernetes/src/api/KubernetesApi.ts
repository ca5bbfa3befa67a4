import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesConfig } from '../config/config';

const MAX_RESPONSE_BYTES = 50 * 1024 * 1024;
/** Calls for one answer, the first one among them. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 500;
/** A collection takes a minute at most; what is further away is not waited for. */
const MAX_WAIT_MS = 20_000;
const PAGE = 500;

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/**
 * Lists of an API server: only from the configured address, with limits of time and
 * size. It calls again after 429 and 5xx answers or without a connection. Messages are
 * read by reviewers of postmortems.
 */
export class KubernetesApi {
  readonly #block: KubernetesConfig;
  readonly #url: string;
  readonly #signal: AbortSignal;
  readonly #where: string;

  constructor(options: {
    block: KubernetesConfig;
    url: string;
    signal: AbortSignal;
  }) {
    this.#block = options.block;
    this.#url = options.url;
    this.#signal = options.signal;
    this.#where = `Kubernetes at ${new URL(options.url).host}`;
  }

  /**
   * The items of a list, page by page.
   *
   * @throws `NotFoundError`, `AuthenticationError`, `NotAllowedError`, `InputError` or
   * `ServiceUnavailableError`
   */
  async *list(
    path: string,
    query: Record<string, string> = {},
  ): AsyncGenerator<unknown> {
    for (let next = ''; ; ) {
      const page = await this.#get(path, {
        ...query,
        limit: String(PAGE),
        ...(next && { continue: next }),
      });
      const { items, metadata } = page;
      if (!Array.isArray(items)) {
        throw new InputError(
          `${
            this.#where
          } answered ${path} without items: something else than its API is there`,
        );
      }
      yield* items;
      const { continue: following } = (metadata ?? {}) as {
        continue?: unknown;
      };
      if (typeof following !== 'string' || following === '') return;
      next = following;
    }
  }

  async #get(
    path: string,
    query: Record<string, string>,
  ): Promise<Record<string, unknown>> {
    const url = `${this.#url}${path}?${new URLSearchParams(query)}`;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#callOnce(url, attempt);
      if (answer === 'again') continue;
      const { status } = answer;
      if (status >= 200 && status < 300) return this.#parse(answer.text);
      if ((status === 429 || status >= 500) && attempt < MAX_ATTEMPTS) {
        const after = answer.headers['retry-after'] ?? '';
        const wait = /^\d+$/.test(after)
          ? Number(after) * 1000
          : RETRY_DELAY_MS * 2 ** (attempt - 1);
        if (wait <= MAX_WAIT_MS) {
          await this.#wait(wait);
          continue;
        }
      }
      throw this.#failure(answer, path);
    }
  }

  async #callOnce(url: string, attempt: number): Promise<Answer | 'again'> {
    const { timeoutSeconds } = this.#block;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    const signal = AbortSignal.any([this.#signal, timeout]);
    try {
      return await this.#send(url, signal);
    } catch (error) {
      if (error instanceof InputError) throw error;
      if (this.#signal.aborted) throw this.#outOfTime();
      if (timeout.aborted) {
        throw new ServiceUnavailableError(
          `${this.#where} did not answer within ${timeoutSeconds} s`,
        );
      }
      const { code = '' } = error as { code?: string };
      if (/CERT|SIGNATURE|ISSUER|SELF_SIGNED|ALTNAME/.test(code)) {
        throw new InputError(
          `The certificate of ${this.#where} is not trusted (${code}): set ${
            this.#block.path
          }.caData to that of the cluster's authority`,
        );
      }
      if (attempt >= MAX_ATTEMPTS) {
        throw new ServiceUnavailableError(
          `${this.#where} cannot be reached`,
          error,
        );
      }
      await this.#wait(RETRY_DELAY_MS * 2 ** (attempt - 1));
      return 'again';
    }
  }

  /** Follows no redirect. */
  #send(url: string, signal: AbortSignal): Promise<Answer> {
    const { serviceAccountToken = '', caData } = this.#block;
    const request = url.startsWith('https:') ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          headers: {
            accept: 'application/json',
            authorization: `Bearer ${serviceAccountToken}`,
          },
          signal,
          ...(caData && { ca: caData }),
        },
        response => {
          this.#readBounded(response).then(
            text =>
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                text,
              }),
            reject,
          );
        },
      );
      sent.on('error', reject);
      sent.end();
    });
  }

  async #readBounded(response: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      size += chunk.length;
      if (size > MAX_RESPONSE_BYTES) {
        response.destroy();
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

  #failure({ status, text }: Answer, path: string): Error {
    const said = `${this.#where} answered ${status}`;
    const what = path.split('/').at(-1);
    if (status === 401) {
      return new AuthenticationError(
        `${said}: it refuses ${
          this.#block.path
        }.serviceAccountToken, which has expired or was deleted`,
      );
    }
    if (status === 403) {
      return new NotAllowedError(
        `${said}: the service account may not list ${what}`,
      );
    }
    const message = `${said} for ${what}${messageIn(text)}`;
    if (status === 429 || status >= 500) {
      return new ServiceUnavailableError(message);
    }
    return status === 404
      ? new NotFoundError(message)
      : new InputError(message);
  }
}

/** Kubernetes answers with a `Status`. */
function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' ? `: ${message.slice(0, 300)}` : '';
  } catch {
    return '';
  }
}
