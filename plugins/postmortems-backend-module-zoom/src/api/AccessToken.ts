import { AuthenticationError } from '@backstage/errors';
import { JsonApi } from '@postmortems/backstage-plugin-postmortems-node';
import type { ZoomConfig } from '../config/config';
import { tokenSchema } from './responses';

/** Renewed this long before its end, so that none ends on its way. */
const MARGIN_MS = 60_000;

/**
 * The token of a Server-to-Server OAuth app
 * (https://developers.zoom.us/docs/internal-apps/s2s-oauth/), which is good for an hour.
 */
export class AccessToken {
  readonly #block: ZoomConfig;
  readonly #api: JsonApi;
  readonly #now: () => number;
  #known: { token: string; until: number } | undefined;

  constructor(options: { block: ZoomConfig; now: () => number }) {
    const { block, now } = options;
    this.#block = block;
    this.#now = now;
    this.#api = new JsonApi({
      name: 'Zoom',
      server: {
        baseUrl: block.tokenUrl,
        auth: {
          basicAuth: { username: block.clientId, password: block.clientSecret },
        },
        timeoutSeconds: block.timeoutSeconds,
      },
      failureOf: ({ status }, { where }) =>
        [400, 401, 403].includes(status)
          ? new AuthenticationError(
              `${where} answered ${status} in place of a token: check ${block.path}.accountId, clientId and clientSecret, and that the app is activated`,
            )
          : undefined,
    });
  }

  /** @throws an error that says why there is none */
  async get(signal: AbortSignal): Promise<string> {
    if (this.#known && this.#now() < this.#known.until) {
      return this.#known.token;
    }
    const asked = this.#now();
    const { access_token: token, expires_in: seconds } = await this.#ask(
      signal,
    );
    this.#known = { token, until: asked + seconds * 1000 - MARGIN_MS };
    return token;
  }

  async #ask(signal: AbortSignal) {
    const { accountId } = this.#block;
    const form = new URLSearchParams({
      grant_type: 'account_credentials',
      account_id: accountId,
    });
    return this.#api.call(tokenSchema, '', { signal, form });
  }

  /** Zoom does not take it any more, whatever its end was. */
  forget(token: string): void {
    if (this.#known?.token === token) this.#known = undefined;
  }
}
