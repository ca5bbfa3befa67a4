import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { cutText } from '@postmortems/backstage-plugin-postmortems-common';

/** Of Prometheus, and of Grafana and many others. */
const reasonSchemas = [
  z
    .looseObject({ errorType: z.string(), error: z.string() })
    .transform(({ errorType, error }) => ` ${errorType}: ${error}`),
  z
    .looseObject({ message: z.string().min(1) })
    .transform(({ message }) => `: ${message}`),
];
/** A line of text, such as Loki answers with. */
const PLAIN_REASON = /^[^<{[\r\n][^\r\n]*$/;

const MAX_REASON = 300;
const MAX_RESPONSE_BYTES = 20 * 1024 * 1024;
const RETRY_DELAY_MS = { min: 200, max: 1000 };

/** Of a rate limit that does not say when it ends. */
const LIMIT_DELAY_MS = 1000;
/** What is waited for; a longer limit is a failure. */
const MAX_WAIT_MS = 20_000;
const MAX_ATTEMPTS = 2;
const MAX_LIMITED_ATTEMPTS = 4;

/** A failure that a retry may fix. */
class TransientError extends ServiceUnavailableError {
  /** As the answer says. */
  waitMs?: number;
}

/** A server that {@link JsonApi} calls. @public */
export interface JsonServer {
  /** Root of all calls, without a slash at its end. */
  baseUrl: string;
  auth?: {
    /** Sent as `Authorization: Bearer <token>`. */
    token?: string;
    basicAuth?: { username: string; password: string };
  };
  /** Sent with each call. */
  headers?: Record<string, string>;
  /** Of one answer. */
  timeoutSeconds: number;
}

/**
 * Calls to a server that answers with JSON. Only the configured address is called,
 * and no redirect is followed. A request without a connection or with a 5xx
 * response is retried once, a rate limit that ends soon is waited for. Messages are
 * read by reviewers of postmortems.
 *
 * @public
 */
export class JsonApi {
  readonly #server: JsonServer;
  readonly #where: string;

  /** @param options - `name` is what readers call the server */
  constructor(options: { name: string; server: JsonServer }) {
    this.#server = options.server;
    this.#where = `${options.name} at ${options.server.baseUrl}`;
  }

  /**
   * @param path - below the root, with its query
   * @param request - a `form` is sent by POST
   * @throws an error of `@backstage/errors` that says what went wrong
   */
  async call<T>(
    schema: z.ZodType<T>,
    path: string,
    request: { signal: AbortSignal; form?: URLSearchParams },
  ): Promise<T> {
    const attempts = { limited: 0, failed: 0 };
    for (;;) {
      try {
        return await this.#callOnce(schema, path, request);
      } catch (error) {
        const wait = waitAfter(error, attempts);
        if (wait === undefined || request.signal.aborted) throw error;
        await sleep(wait, undefined, { signal: request.signal }).catch(() => {
          // What was waited for says more than that the time was up
          throw error;
        });
      }
    }
  }

  async #callOnce<T>(
    schema: z.ZodType<T>,
    path: string,
    { signal, form }: { signal: AbortSignal; form?: URLSearchParams },
  ): Promise<T> {
    const { baseUrl, timeoutSeconds } = this.#server;
    const where = this.#where;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method: form ? 'POST' : 'GET',
        body: form,
        headers: {
          accept: 'application/json',
          ...this.#server.headers,
          ...this.#authorization(),
        },
        redirect: 'manual',
        signal: AbortSignal.any([signal, timeout]),
      });
      text = await readBounded(response, where);
    } catch (error) {
      if (error instanceof InputError || signal.aborted) throw error;
      throw timeout.aborted
        ? new ServiceUnavailableError(
            `${where} did not answer within ${timeoutSeconds} s`,
          )
        : new TransientError(`${where} cannot be reached`, error);
    }
    const { status } = response;
    if (status < 200 || status > 299) {
      throw failure({ where, response, text });
    }
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new InputError(`${where} ${strangeAnswer(response, text)}`);
  }

  #authorization(): Record<string, string> {
    const { token, basicAuth } = this.#server.auth ?? {};
    if (token) return { authorization: `Bearer ${token}` };
    if (!basicAuth) return {};
    const pair = `${basicAuth.username}:${basicAuth.password}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  }
}

/** An answer that says success, but is none: often of a proxy in between. */
function strangeAnswer(response: Response, text: string): string {
  const isPage =
    /html/i.test(response.headers.get('content-type') ?? '') ||
    /^\s*<(?:!doctype|html|head|body)/i.test(text);
  if (isPage) {
    return 'answered with a web page in place of data, such as the sign-in page of a proxy; its values could not be read';
  }
  return text.trim() === ''
    ? 'answered with nothing in place of data; its values could not be read'
    : 'answered with something else than data; its values could not be read';
}

function failure(options: { where: string; response: Response; text: string }) {
  const { where, response, text } = options;
  const { status } = response;
  const message = `${where} answered ${status}${reasonIn(text)}`;
  const waitMs = retryAfter(response);
  if (status === 429 || (status === 503 && waitMs !== undefined)) {
    const limited = new TransientError(message);
    limited.waitMs = waitMs ?? LIMIT_DELAY_MS;
    return limited;
  }
  if (status >= 500) return new TransientError(message);
  if (status === 401 || status === 403) return new AuthenticationError(message);
  if (status === 404) return new NotFoundError(message);
  return status < 400
    ? new InputError(`${message}: redirects are not followed, set its baseUrl`)
    : new InputError(message);
}

/** What the server says went wrong, if that can be read. */
function reasonIn(text: string): string {
  const json = parseJson(text);
  const reason =
    reasonSchemas
      .map(schema => schema.safeParse(json).data)
      .find(found => found !== undefined) ??
    (PLAIN_REASON.test(text.trim()) ? `: ${text.trim()}` : '');
  return cutText(reason, MAX_REASON);
}

/**
 * Milliseconds until the next attempt; `undefined` when there is none.
 *
 * @param attempts - that came to nothing before, counted here
 */
function waitAfter(
  error: unknown,
  attempts: { limited: number; failed: number },
): number | undefined {
  if (!(error instanceof TransientError)) return undefined;
  const { waitMs } = error;
  if (waitMs === undefined) {
    attempts.failed += 1;
    const { min, max } = RETRY_DELAY_MS;
    return attempts.failed < MAX_ATTEMPTS
      ? min + Math.random() * (max - min)
      : undefined;
  }
  attempts.limited += 1;
  return waitMs <= MAX_WAIT_MS && attempts.limited < MAX_LIMITED_ATTEMPTS
    ? waitMs
    : undefined;
}

/** In seconds, or a date. */
function retryAfter({ headers }: Response): number | undefined {
  const after = headers.get('retry-after');
  if (!after) return undefined;
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const until = Date.parse(after);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

async function readBounded(response: Response, where: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_RESPONSE_BYTES) {
      throw new InputError(
        `${where} answered with more than ${MAX_RESPONSE_BYTES} bytes: ask for less`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
