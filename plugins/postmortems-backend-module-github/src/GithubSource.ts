import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CatalogUsers,
  type EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { GithubClient } from './api/GithubClient';
import { Repositories } from './catalog/Repositories';
import { Authors } from './collect/Authors';
import { RepositoryCollector } from './collect/RepositoryCollector';
import type { GithubConfig } from './config/config';
import type { GithubNode } from './evidence/node';
import { testClient } from './testClient';
import { GithubWebhook } from './webhook/GithubWebhook';

/** GitHub as a source of evidence: what changed in the repositories of services. */
export class GithubSource implements EvidenceSource {
  readonly id = 'github';
  readonly webhook?: EvidenceSource['webhook'];
  readonly testConnection?: EvidenceSource['testConnection'];
  readonly #clients: readonly GithubClient[];
  readonly #repositories: Repositories;
  readonly #authors: Authors;

  constructor(options: {
    configs: readonly GithubConfig[];
    integrations: ScmIntegrationRegistry;
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    const { configs, integrations, logger } = options;
    this.#clients = configs.map(config =>
      GithubClient.create(config, integrations),
    );
    this.#repositories = new Repositories({
      ...options,
      hosts: configs.map(({ host }) => host),
    });
    this.#authors = new Authors({ users: new CatalogUsers(options) });
    if (configs.some(({ collect }) => collect)) {
      this.testConnection = ({ signal }) => this.#test(signal);
    }
    if (configs.some(({ webhook }) => webhook)) {
      this.webhook = new GithubWebhook({
        clients: this.#clients,
        repositories: this.#repositories,
        authors: this.#authors,
        logger,
      });
    }
  }

  async #test(signal: AbortSignal) {
    const repositories = await this.#repositories.all();
    const checks = await Promise.all(
      this.#clients
        .filter(({ config }) => config.collect)
        .map(client => testClient(client, { repositories, signal })),
    );
    return checks.flat();
  }

  collect: NonNullable<EvidenceSource['collect']> = async options => {
    const { incident, signal } = options;
    const { from, to, changesFrom = from } = options.window;
    const window = { from: changesFrom, to };
    const nodes: GithubNode[] = [];
    const failures: string[] = [];
    const repositories = await this.#repositories.ofEntities(incident.services);
    for (const repository of repositories) {
      const { host, slug } = repository;
      const client = this.#clients.find(({ config }) => config.host === host);
      if (!client?.config.collect) continue;
      try {
        const collector = new RepositoryCollector({
          config: client.config,
          api: await client.repository(slug, signal),
          repository,
          refs: incident.services,
          window,
          authors: this.#authors,
        });
        await collector.collect();
        nodes.push(...collector.nodes);
        failures.push(...collector.failures);
      } catch (error) {
        failures.push(`${slug}: ${toError(error).message}`);
      }
    }
    if (failures.length === 0) return nodes;
    const message = `Not everything could be taken from GitHub: ${failures.join(
      '; ',
    )}`;
    throw nodes.length > 0
      ? new PartialEvidenceError(message, nodes)
      : new ServiceUnavailableError(message);
  };
}
