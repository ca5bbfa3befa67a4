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
import type { KubernetesConfig } from '../config/config';

const PAGE = 500;

/** Lists have more; odd items cost no others. */
const pageSchema = z.looseObject({
  items: z.array(z.unknown()),
  metadata: z
    .looseObject({ continue: z.string().optional() })
    .catch({})
    .default({}),
});

/** Lists of an API server. Messages are read by reviewers of postmortems. */
export class KubernetesApi {
  readonly #api: JsonApi;
  readonly #signal: AbortSignal;

  constructor(options: {
    block: KubernetesConfig;
    url: string;
    signal: AbortSignal;
  }) {
    const { path, serviceAccountToken, caData, timeoutSeconds } = options.block;
    this.#signal = options.signal;
    this.#api = new JsonApi({
      name: 'Kubernetes',
      server: {
        baseUrl: options.url,
        auth: { token: serviceAccountToken },
        timeoutSeconds,
      },
      attempts: 3,
      ca: caData,
      caKey: `${path}.caData`,
      failureOf: (answer, asked) => refusal(answer, asked, path),
    });
  }

  /** What messages call it. */
  get where(): string {
    return this.#api.where;
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
    for (let next: string | undefined; ; ) {
      const search = new URLSearchParams({
        ...query,
        limit: query.limit ?? String(PAGE),
        ...(next && { continue: next }),
      });
      const page = await this.#api.call(pageSchema, `${path}?${search}`, {
        signal: this.#signal,
      });
      yield* page.items;
      next = page.metadata.continue;
      if (!next) return;
    }
  }
}

function refusal(
  { status }: HttpAnswer,
  { where, path: asked }: { where: string; path: string },
  path: string,
): Error | undefined {
  const said = `${where} answered ${status}`;
  if (status === 401) {
    return new AuthenticationError(
      `${said}: it refuses ${path}.serviceAccountToken, which has expired or was deleted`,
    );
  }
  if (status === 403) {
    const what = asked.split('?')[0].split('/').at(-1);
    return new NotAllowedError(
      `${said}: the service account may not list ${what}`,
    );
  }
  return status < 400
    ? new InputError(`${said}: redirects are not followed; correct ${path}.url`)
    : undefined;
}
