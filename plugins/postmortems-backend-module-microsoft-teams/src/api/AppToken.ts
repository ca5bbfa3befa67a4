import {
  ClientSecretCredential,
  type ClientSecretCredentialOptions,
} from '@azure/identity';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import { OutOfTime } from '@postmortems/backstage-plugin-postmortems-node';
import type { TeamsConfig } from '../config/config';
import { GraphRefusal } from './GraphRefusal';

const OPTIONS: ClientSecretCredentialOptions = {
  // The authority is configured; nobody else is asked what it is
  disableInstanceDiscovery: true,
  retryOptions: { maxRetries: 1, maxRetryDelayInMs: 2000 },
};

/**
 * The token of the app itself, without a user. The credential remembers it until
 * shortly before it expires.
 */
export class AppToken {
  readonly #config: TeamsConfig;
  #credential: ClientSecretCredential | undefined;

  constructor(options: { config: TeamsConfig }) {
    this.#config = options.config;
  }

  /**
   * @throws `GraphRefusal` when the secret or one of the ids is wrong, `OutOfTime`
   * when the signal aborts, `ServiceUnavailableError`
   */
  async get(signal: AbortSignal): Promise<string> {
    const { tenantId, clientId, clientSecret = '', scope } = this.#config;
    const { authorityUrl: authorityHost } = this.#config;
    this.#credential ??= new ClientSecretCredential(
      tenantId,
      clientId,
      clientSecret,
      { ...OPTIONS, authorityHost },
    );
    try {
      return (await unlessAborted(this.#credential, scope, signal)).token;
    } catch (error) {
      if (signal.aborted) throw new OutOfTime();
      throw this.#explain(error);
    }
  }

  /** The next call gets a new token: this one was refused before its time. */
  forget(): void {
    this.#credential = undefined;
  }

  /** The code says what is wrong; its text names the app and the time of the call. */
  #explain(error: unknown): Error {
    const { authorityUrl, path } = this.#config;
    const where = `Microsoft Entra at ${authorityUrl}`;
    const [code] = /AADSTS\d{4,10}/.exec(toError(error).message) ?? [];
    return code
      ? new GraphRefusal(
          401,
          `${where} gives the app at ${path} no token (${code}): ${mendOf(
            code,
          )}`,
        )
      : new ServiceUnavailableError(
          `${where} cannot be reached, or does not know the tenantId at ${path}`,
        );
  }
}

/** Codes of https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function mendOf(code: string): string {
  switch (code) {
    case 'AADSTS7000215':
      return 'clientSecret must be the value of a client secret, not its id';
    case 'AADSTS7000222':
      return 'clientSecret has expired: create a new one';
    case 'AADSTS700016':
      return 'clientId is not that of an app in this tenant';
    case 'AADSTS90002':
      return 'there is no such tenantId';
    default:
      return 'check tenantId, clientId, clientSecret and scope';
  }
}

/** The credential waits as long as it is told to, whoever gave up. */
async function unlessAborted(
  credential: ClientSecretCredential,
  scope: string,
  signal: AbortSignal,
) {
  signal.throwIfAborted();
  const stopped = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new OutOfTime()), {
      signal: stopped.signal,
    });
  });
  try {
    return await Promise.race([
      credential.getToken(scope, { abortSignal: signal }),
      aborted,
    ]);
  } finally {
    stopped.abort();
  }
}
