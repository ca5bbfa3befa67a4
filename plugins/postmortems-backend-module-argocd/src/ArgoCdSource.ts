import type { AuthService } from '@backstage/backend-plugin-api';
import {
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { type Application, readApplication } from './api/application';
import { ArgoCdApi } from './api/ArgoCdApi';
import { ApplicationDirectory, type Wanted } from './ApplicationDirectory';
import type { ArgoCdConfig } from './config/config';
import { deploymentNodes, healthNode } from './deployments';
import { testBlock } from './testBlock';
import { ArgoCdWebhook } from './webhook/ArgoCdWebhook';

type Collected = { nodes: SubmitEvidenceNode[]; failures: string[] };

/** Argo CD as a source of deployments. */
export class ArgoCdSource implements EvidenceSource {
  readonly id = 'argocd';
  readonly webhook?: EvidenceSource['webhook'];
  readonly collect?: EvidenceSource['collect'];
  readonly testConnection?: EvidenceSource['testConnection'];
  readonly #blocks: readonly ArgoCdConfig[];
  readonly #applications: ApplicationDirectory;

  constructor(options: {
    blocks: readonly ArgoCdConfig[];
    catalog: CatalogService;
    auth: AuthService;
  }) {
    const { blocks } = options;
    this.#blocks = blocks;
    this.#applications = new ApplicationDirectory(options);
    if (blocks.some(({ webhook }) => webhook)) {
      this.webhook = new ArgoCdWebhook({
        blocks,
        applications: this.#applications,
      });
    }
    if (blocks.some(({ token }) => token)) {
      this.collect = collected => this.#collect(collected);
      this.testConnection = ({ signal }) =>
        Promise.all(this.#asked().map(block => testBlock(block, signal)));
    }
  }

  #asked(): ArgoCdConfig[] {
    return this.#blocks.filter(({ token }) => token);
  }

  async #collect({
    incident,
    window,
    signal,
  }: Parameters<NonNullable<EvidenceSource['collect']>>[0]) {
    const { from, to, changesFrom = from } = window;
    const collected = await Promise.all(
      this.#asked().map(block =>
        this.#collectFrom(block, incident.services, signal),
      ),
    );
    const nodes = collected
      .flatMap(one => one.nodes)
      .filter(({ timestamp }) => {
        const at = new Date(timestamp);
        return at >= changesFrom && at <= to;
      });
    const failures = collected.flatMap(one => one.failures);
    if (failures.length === 0) return nodes;
    const message = `Not everything could be taken from Argo CD: ${failures.join(
      '; ',
    )}`;
    throw nodes.length > 0
      ? new PartialEvidenceError(message, nodes)
      : new ServiceUnavailableError(message);
  }

  async #collectFrom(
    block: ArgoCdConfig,
    refs: readonly string[],
    signal: AbortSignal,
  ): Promise<Collected> {
    const api = new ArgoCdApi({ block, signal });
    const collected: Collected = { nodes: [], failures: [] };
    const wanted = await this.#applications.applicationsOf(
      refs,
      block.instance,
    );
    let asked = 0;
    for (const one of wanted) {
      const what = 'name' in one ? `application ${one.name}` : one.selector;
      try {
        for (const app of await this.#ask(one, api)) {
          asked += 1;
          if (asked > block.maxApplications) break;
          collected.nodes.push(...deploymentNodes(app, one.ref, block));
          const health =
            app.healthSince &&
            healthNode(app, one.ref, { ...block, now: new Date() });
          if (health) collected.nodes.push(health);
        }
      } catch (error) {
        collected.failures.push(`${what}: ${toError(error).message}`);
        // What is wrong with one is not with the others; everything else is
        if (!(error instanceof NotFoundError)) break;
      }
    }
    if (asked > block.maxApplications) {
      collected.failures.push(
        `Only the first ${block.maxApplications} applications were taken; ${block.path}.maxApplications sets how many`,
      );
    }
    return collected;
  }

  async #ask(wanted: Wanted, api: ArgoCdApi): Promise<Application[]> {
    const { namespace } = wanted;
    const query: Record<string, string> = namespace
      ? { appNamespace: namespace }
      : {};
    if ('name' in wanted) {
      const name = encodeURIComponent(wanted.name);
      const app = readApplication(
        await api.get(`/applications/${name}`, query),
      );
      return app ? [app] : [];
    }
    const { selector } = wanted;
    const { items } = await api.get('/applications', { ...query, selector });
    return (Array.isArray(items) ? items : []).flatMap(
      item => readApplication(item) ?? [],
    );
  }
}
