import { NotFoundError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type GithubCredentialsProvider,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import type { GithubConfig } from '../config/config';
import { GithubHttp, type GithubHost } from './GithubHttp';
import { RepositoryApi } from './RepositoryApi';

/** The API of one host, with the credentials of its block or of Backstage's integrations. */
export class GithubClient {
  readonly config: GithubConfig;
  readonly #host: GithubHost;
  readonly #credentials: GithubCredentialsProvider;

  private constructor(
    config: GithubConfig,
    host: GithubHost,
    credentials: GithubCredentialsProvider,
  ) {
    this.config = config;
    this.#host = host;
    this.#credentials = credentials;
  }

  /** @throws `NotFoundError` when the address of the API is not known */
  static create(
    config: GithubConfig,
    integrations: ScmIntegrationRegistry,
  ): GithubClient {
    const apiUrl =
      config.apiUrl ??
      integrations.github.byHost(config.host)?.config.apiBaseUrl ??
      // Never asked
      (config.collect ? undefined : `https://${config.host}/api/v3`);
    if (!apiUrl) {
      throw new NotFoundError(
        `Invalid configuration: no integrations.github has the host ${config.host} of ${config.path}: add it there, or set ${config.path}.apiUrl`,
      );
    }
    return new GithubClient(
      config,
      { config, apiUrl, limitedUntil: 0 },
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    );
  }

  /** @param slug - `owner/name` */
  async repository(slug: string, signal: AbortSignal): Promise<RepositoryApi> {
    const { host, token } = this.config;
    const auth =
      token ??
      (
        await this.#credentials.getCredentials({
          url: `https://${host}/${slug}`,
        })
      ).token;
    const http = new GithubHttp({ host: this.#host, signal });
    const octokit = new Octokit({
      ...(auth && { auth }),
      baseUrl: this.#host.apiUrl,
      userAgent: 'postmortems-backstage',
      request: { fetch: http.fetch },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    return new RepositoryApi({ octokit, slug });
  }
}
