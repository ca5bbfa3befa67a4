import {
  AuthenticationError,
  InputError,
  NotAllowedError,
} from '@backstage/errors';
import {
  type HttpAnswer,
  JsonApi,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import type { PagerDutyConfig } from '../config/config';

/** PagerDuty's most. */
const PAGE = 100;

const objectSchema = z.record(z.string(), z.unknown());

type Called = Pick<
  PagerDutyConfig,
  'path' | 'apiUrl' | 'token' | 'timeoutSeconds'
>;

type Query = Record<string, string | number | readonly string[]>;

/**
 * Reads PagerDuty's REST API (version 2). Messages are read by reviewers of
 * postmortems.
 */
export class PagerDutyApi {
  readonly #api: JsonApi;
  readonly #signal: AbortSignal;

  constructor(options: { block: Called; signal: AbortSignal }) {
    const { path, apiUrl, token = '', timeoutSeconds } = options.block;
    this.#signal = options.signal;
    this.#api = new JsonApi({
      name: 'PagerDuty',
      server: {
        baseUrl: apiUrl,
        headers: {
          accept: 'application/vnd.pagerduty+json;version=2',
          'content-type': 'application/json',
          authorization: `Token token=${token}`,
        },
        timeoutSeconds,
      },
      attempts: 3,
      rateLimitOf: ({ status, headers }) =>
        status === 429
          ? Number(headers.get('ratelimit-reset')) * 1000 || undefined
          : undefined,
      failureOf: (answer, { where }) => refusal(answer, where, path),
    });
  }

  /** What messages call it. */
  get where(): string {
    return this.#api.where;
  }

  /** Requests sent. */
  get calls(): number {
    return this.#api.sent;
  }

  /**
   * @throws `NotFoundError`, `AuthenticationError`, `NotAllowedError`, `InputError` or
   * `ServiceUnavailableError`
   */
  async get(path: string, query: Query = {}): Promise<Record<string, unknown>> {
    return await this.#api.call(objectSchema, `${path}${searchOf(query)}`, {
      signal: this.#signal,
    });
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
          `${this.where} answered ${path} without ${name}: something else than its API is there`,
        );
      }
      yield* items;
      offset += items.length;
      if (page.more !== true || items.length === 0) return;
    }
  }
}

function refusal(
  { status }: HttpAnswer,
  where: string,
  path: string,
): Error | undefined {
  const said = `${where} answered ${status}`;
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
  return status < 400
    ? new InputError(
        `${said}: redirects are not followed; correct ${path}.region or apiUrl`,
      )
    : undefined;
}

function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) search.append(name, String(one));
  }
  return search.size > 0 ? `?${search}` : '';
}
