import { ServiceUnavailableError } from '@backstage/errors';
import {
  Client,
  HTTPMessageHandler,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import {
  type CallPace,
  OutOfTime,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import type { TeamsConfig } from '../config/config';
import type { AppToken } from './AppToken';
import { GraphRefusal, refusalOf, type Subject } from './GraphRefusal';
import { readBounded } from './readBounded';

const VERSION = 'v1.0';
/** Milliseconds after which a call without an answer is given up. */
const TIMEOUT_MS = 20_000;
/** Waits before a call that failed is repeated. */
const RETRY_DELAYS_MS = [500, 2000];
/** For limits that do not say how long to wait. */
const USUAL_RETRY_AFTER_S = 30;
/** Microsoft limits the app in a tenant, whatever it asks for. */
const PACE = 'graph';

const errorSchema = z.looseObject({
  error: z.looseObject({
    code: z.string().default('').catch(''),
    message: z.string().default('').catch(''),
  }),
});

type Answer = { status: number; headers: Headers; text: string };

/**
 * Calls of one collection to Microsoft Graph, one after the other. A call is
 * repeated when Graph limits the rate or fails for a moment. The client's own
 * retries are not used, because they wait for minutes, whoever gave up. Only the
 * configured address is called, and gets the token. Messages of errors are read by
 * reviewers of postmortems.
 */
export class GraphApi {
  readonly #config: TeamsConfig;
  readonly #token: AppToken;
  readonly #pace: CallPace;
  readonly #signal: AbortSignal;
  readonly #client: Client;
  readonly #root: string;

  constructor(options: {
    config: TeamsConfig;
    token: AppToken;
    pace: CallPace;
    signal: AbortSignal;
  }) {
    const { config } = options;
    this.#config = config;
    this.#token = options.token;
    this.#pace = options.pace;
    this.#signal = options.signal;
    this.#root = `${config.baseUrl}/${VERSION}/`;
    this.#client = Client.initWithMiddleware({
      baseUrl: config.baseUrl,
      defaultVersion: VERSION,
      middleware: new HTTPMessageHandler(),
    });
  }

  /**
   * @param path - below the version with its query, or the link to a further page
   * @throws `OutOfTime` when the signal aborts or Graph wants too long a wait,
   * `GraphRefusal` when Graph refuses the call, `ServiceUnavailableError`
   */
  async get<T>(
    path: string,
    subject: Subject,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const { text } = await this.#call(path, subject);
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new GraphRefusal(
      200,
      `${this.#where} answered the request for ${
        subject.what
      } with something that could not be read (${issue.path.join('.')} ${
        issue.message
      })`,
    );
  }

  /** As {@link GraphApi.get}, for what is no JSON. */
  async getText(path: string, subject: Subject): Promise<string> {
    return (await this.#call(path, subject)).text;
  }

  async #call(path: string, subject: Subject): Promise<Answer> {
    const below = this.#below(path, subject);
    let failures = 0;
    let isTokenNew = false;
    for (;;) {
      await this.#pace.waitForTurn(PACE, this.#signal);
      const answer = await this.#send(below);
      const { status = 0, headers } = answer ?? {};
      if (answer && status >= 200 && status < 300) return answer;
      const seconds = headers && retryAfterOf(status, headers);
      if (seconds !== undefined) {
        this.#pace.pause(PACE, seconds);
      } else if (status === 401 && !isTokenNew) {
        // It may have been revoked, or our clock may be behind
        this.#token.forget();
        isTokenNew = true;
      } else if (status !== 0 && status < 500) {
        throw this.#refusal(answer!, subject);
      } else if (failures < RETRY_DELAYS_MS.length) {
        await this.#pace.wait(RETRY_DELAYS_MS[failures], this.#signal);
        failures += 1;
      } else {
        throw new ServiceUnavailableError(
          answer
            ? `${this.#where} answered the request for ${
                subject.what
              } with status ${status}`
            : `${this.#where} cannot be reached`,
        );
      }
    }
  }

  /** @returns `undefined` without an answer */
  async #send(below: string): Promise<Answer | undefined> {
    const token = await this.#token.get(this.#signal);
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response: Response = await this.#client
        .api(below)
        .header('Authorization', `Bearer ${token}`)
        // Else a shared channel is of an unknown kind, and a system message as well
        .header('Prefer', 'include-unknown-enum-members')
        .responseType(ResponseType.RAW)
        .options({
          redirect: 'manual',
          signal: AbortSignal.any([this.#signal, timeout]),
        })
        .get();
      const { status, headers } = response;
      return { status, headers, text: await readBounded(response) };
    } catch (error) {
      if (this.#signal.aborted) throw new OutOfTime();
      if (error instanceof GraphRefusal) throw error;
      return undefined;
    }
  }

  /** Links to further pages are whole addresses. */
  #below(path: string, { what }: Subject): string {
    if (/^\/[^/]/.test(path)) return path;
    if (path.startsWith(this.#root)) {
      // The client would take an address in the query for the one to call
      return path
        .slice(this.#root.length - 1)
        .replaceAll('https://', 'https%3A//');
    }
    throw new GraphRefusal(
      200,
      `${
        this.#where
      } answered the request for ${what} with a link to another address, which is not followed: a proxy has to put its own address into links`,
    );
  }

  #refusal({ status, text }: Answer, subject: Subject): GraphRefusal {
    const { data } = errorSchema.safeParse(parseJson(text));
    return refusalOf({
      where: this.#where,
      path: this.#config.path,
      subject,
      status,
      error: data?.error,
    });
  }

  get #where(): string {
    return `Microsoft Graph at ${this.#config.baseUrl}`;
  }
}

/** Seconds that Graph wants to be left alone, as a number or a date. */
function retryAfterOf(status: number, headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  if (status !== 429 && !(status === 503 && after)) return undefined;
  if (!after) return USUAL_RETRY_AFTER_S;
  if (/^\d{1,9}$/.test(after)) return Number(after);
  const until = Date.parse(after);
  return Number.isNaN(until)
    ? USUAL_RETRY_AFTER_S
    : Math.ceil((until - Date.now()) / 1000);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
