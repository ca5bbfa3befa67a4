import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { errorResponseSchema } from '../metrics/responses';

const MAX_RESPONSE_BYTES = 20 * 1024 * 1024;
const RETRY_DELAY_MS = { min: 200, max: 1000 };

/** A failure that a retry may fix. */
class TransientError extends ServiceUnavailableError {}

type Server = {
  baseUrl: string;
  auth?: {
    token?: string;
    basicAuth?: { username: string; password: string };
  };
  timeoutSeconds: number;
};

type Request = { signal: AbortSignal; form?: URLSearchParams };

/**
 * Calls to Prometheus or Alertmanager. Only the configured address is called,
 * and no redirect is followed. A request without a connection or with a 5xx
 * response is retried once. Messages are read by reviewers of postmortems.
 */
export class MonitoringApi {
  readonly #server: Server;
  readonly #where: string;

  constructor(options: { name: string; server: Server }) {
    this.#server = options.server;
    this.#where = `${options.name} at ${options.server.baseUrl}`;
  }

  async call<T>(
    schema: z.ZodType<T>,
    path: string,
    request: Request,
  ): Promise<T> {
    try {
      return await this.#callOnce(schema, path, request);
    } catch (error) {
      if (!(error instanceof TransientError) || request.signal.aborted) {
        throw error;
      }
      const { min, max } = RETRY_DELAY_MS;
      await sleep(min + Math.random() * (max - min), undefined, {
        signal: request.signal,
      });
      return this.#callOnce(schema, path, request);
    }
  }

  async #callOnce<T>(
    schema: z.ZodType<T>,
    path: string,
    { signal, form }: Request,
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
        headers: { accept: 'application/json', ...this.#authorization() },
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
    if (status < 200 || status > 299) throw failure({ where, status, text });
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

function failure(options: { where: string; status: number; text: string }) {
  const { where, status, text } = options;
  const body = errorResponseSchema.safeParse(parseJson(text)).data;
  const message = body
    ? `${where} answered ${status} ${body.errorType}: ${body.error}`
    : `${where} answered ${status}`;
  if (status >= 500) return new TransientError(message);
  if (status === 401 || status === 403) return new AuthenticationError(message);
  if (status === 404) return new NotFoundError(message);
  return status < 400
    ? new InputError(`${message}: redirects are not followed, set its baseUrl`)
    : new InputError(message);
}

async function readBounded(response: Response, where: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_RESPONSE_BYTES) {
      throw new InputError(
        `${where} answered with more than ${MAX_RESPONSE_BYTES} bytes: ask for fewer series or a larger step`,
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
