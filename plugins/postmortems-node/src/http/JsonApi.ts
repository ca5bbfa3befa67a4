import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { type HttpAnswer, HttpCalls, type HttpCallsOptions } from './HttpCalls';
import { httpFailure } from './httpFailure';

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
  /** Of its block of the configuration, for messages that name `baseUrl` and `auth`. */
  path?: string;
}

/** How a {@link JsonApi} differs from others. @public */
export interface JsonApiOptions
  extends Pick<HttpCallsOptions, 'attempts' | 'ca' | 'caKey' | 'rateLimitOf'> {
  /** What readers call the server. */
  name: string;
  server: JsonServer;
  /**
   * What an answer that is not 2xx means, where there is more to say than
   * {@link httpFailure} does.
   */
  failureOf?: (
    answer: HttpAnswer,
    request: { where: string; path: string },
  ) => Error | undefined;
}

/**
 * Calls to a server that answers with JSON, as {@link HttpCalls} makes them: only the
 * configured address is called.
 *
 * @public
 */
export class JsonApi {
  /** What messages call the server, e.g. `Loki at https://loki.example.com`. */
  readonly where: string;
  readonly #options: JsonApiOptions;
  readonly #http: HttpCalls;

  constructor(options: JsonApiOptions) {
    const { name, server } = options;
    this.#options = options;
    this.where = `${name} at ${server.baseUrl}`;
    this.#http = new HttpCalls({
      ...options,
      where: this.where,
      timeoutSeconds: server.timeoutSeconds,
    });
  }

  /** Requests sent. */
  get sent(): number {
    return this.#http.sent;
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
    const { server } = this.#options;
    const { signal, form } = request;
    const answer = await this.#http.send(`${server.baseUrl}${path}`, {
      method: form ? 'POST' : 'GET',
      body: form,
      headers: {
        accept: 'application/json',
        ...server.headers,
        ...authorization(server),
      },
      signal,
    });
    if (answer.status < 200 || answer.status > 299) {
      throw this.#failure(answer, path);
    }
    const parsed = schema.safeParse(parseJson(answer.text));
    if (parsed.success) return parsed.data;
    throw new InputError(`${this.where} ${strangeAnswer(answer)}`);
  }

  #failure(answer: HttpAnswer, path: string): Error {
    const { where } = this;
    const { server, failureOf } = this.#options;
    return (
      failureOf?.(answer, { where, path }) ??
      httpFailure(answer, {
        where,
        ...(server.path && {
          keys: {
            address: `${server.path}.baseUrl`,
            secret: `${server.path}.auth`,
            isSecretSet: server.auth !== undefined,
          },
        }),
      })
    );
  }
}

function authorization({ auth }: JsonServer): Record<string, string> {
  const { token, basicAuth } = auth ?? {};
  if (token) return { authorization: `Bearer ${token}` };
  if (!basicAuth) return {};
  const pair = `${basicAuth.username}:${basicAuth.password}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** An answer that says success, but is none: often of a proxy in between. */
function strangeAnswer({ headers, text }: HttpAnswer): string {
  const isPage =
    /html/i.test(headers.get('content-type') ?? '') ||
    /^\s*<(?:!doctype|html|head|body)/i.test(text);
  if (isPage) {
    return 'answered with a web page in place of data, such as the sign-in page of a proxy; its values could not be read';
  }
  return text.trim() === ''
    ? 'answered with nothing in place of data; its values could not be read'
    : 'answered with something else than data; its values could not be read';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
