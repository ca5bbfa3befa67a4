import { AuthenticationError, NotFoundError } from '@backstage/errors';
import {
  type HttpAnswer,
  JsonApi,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import type { ArgoCdConfig } from '../config/config';

const objectSchema = z.record(z.string(), z.unknown());

/** Reads Argo CD's API. Messages are read by reviewers of postmortems. */
export class ArgoCdApi {
  readonly #api: JsonApi;
  readonly #signal: AbortSignal;

  constructor(options: { block: ArgoCdConfig; signal: AbortSignal }) {
    const { baseUrl, token, timeoutSeconds, path } = options.block;
    this.#signal = options.signal;
    this.#api = new JsonApi({
      name: 'Argo CD',
      server: { baseUrl, auth: { token }, timeoutSeconds, path },
      attempts: 3,
      failureOf: (answer, { where }) => refusal(answer, where, `${path}.token`),
    });
  }

  /** What messages call it. */
  get where(): string {
    return this.#api.where;
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
    return await this.#api.call(
      objectSchema,
      `/api/v1${path}${search && `?${search}`}`,
      { signal: this.#signal },
    );
  }
}

function refusal(
  { status }: HttpAnswer,
  where: string,
  key: string,
): Error | undefined {
  const said = `${where} answered ${status}`;
  if (status === 401) {
    return new AuthenticationError(
      `${said}: it refuses ${key}, which has expired or was revoked`,
    );
  }
  // It says so as well of applications that there are not
  return status === 403
    ? new NotFoundError(
        `${said}: there is no such application, or the account of ${key} may not get it`,
      )
    : undefined;
}
