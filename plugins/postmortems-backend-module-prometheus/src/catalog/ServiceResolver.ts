import type { AuthService } from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  EntityFilterQuery,
} from '@backstage/catalog-client';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { MONITORING_NAME_ANNOTATION } from '@postmortems/backstage-plugin-postmortems-common';
import type { MonitoredService } from '../metrics/planQueries';
import { workloadNames } from './workloadNames';

const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';
/** In a storm the same names come again and again, in milliseconds. */
const FRESH_MS = 30_000;
/** Names remembered at most. */
const MAX_REMEMBERED = 5000;

/**
 * Finds the catalog entity for the labels of an alert, and the monitoring names
 * of an entity.
 */
export class ServiceResolver {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #serviceLabels: string[];
  readonly #scrapeJobs: string[];
  readonly #fallbackEntityRef?: string;
  readonly #remembered = new Map<
    string,
    { at: number; found: Promise<string | undefined> }
  >();

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    serviceLabels: string[];
    scrapeJobs: string[];
    fallbackEntityRef?: string;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#serviceLabels = options.serviceLabels;
    this.#scrapeJobs = options.scrapeJobs;
    this.#fallbackEntityRef = options.fallbackEntityRef;
  }

  /** The services of alerts, in their order. */
  async resolveAll(
    alerts: { labels: Record<string, string> }[],
  ): Promise<MonitoredService[]> {
    const services: MonitoredService[] = [];
    for (const { labels } of alerts) services.push(await this.#resolve(labels));
    return services;
  }

  /**
   * The component that the first matching label names, by its name, monitoring
   * name or Kubernetes id. What only scrapes is tried last. Else the fallback
   * entity, so that no alert is lost because the catalog is incomplete.
   */
  async #resolve(labels: Record<string, string>): Promise<MonitoredService> {
    const values = this.#serviceLabels.flatMap(label =>
      workloadNames(label, labels[label]),
    );
    const workloads = values.filter(value => !this.#isScrapeJob(value));
    const scrapers = values.filter(value => this.#isScrapeJob(value));
    for (const value of [...workloads, ...scrapers]) {
      const ref = await this.#lookUp(value);
      if (ref) return { ref, name: value };
    }
    const name = workloads[0] ?? '';
    return {
      ref: this.#fallbackEntityRef ?? unknownComponent(name),
      name,
      isGuess: true,
    };
  }

  /** Helm and operators put names before it: `monitoring/kps-node-exporter`. */
  #isScrapeJob(value: string): boolean {
    const name = value.toLocaleLowerCase('en-US').replaceAll('_', '-');
    return this.#scrapeJobs.some(
      job =>
        name === job || name.endsWith(`-${job}`) || name.endsWith(`/${job}`),
    );
  }

  /**
   * Names of an entity in monitoring: those of its annotation, else its
   * Kubernetes id, else its own name.
   */
  async listMonitoringNames(ref: string): Promise<MonitoredService[]> {
    const entity = await this.#catalog.getEntityByRef(
      ref,
      await this.#credentials(),
    );
    const annotations = entity?.metadata.annotations ?? {};
    const names = splitNames(annotations[MONITORING_NAME_ANNOTATION]);
    const kubernetesId = annotations[KUBERNETES_ID_ANNOTATION];
    if (names.length === 0) {
      names.push(
        kubernetesId || (entity?.metadata.name ?? parseEntityRef(ref).name),
      );
    }
    return names.map(name => ({ ref, name }));
  }

  #lookUp(value: string): Promise<string | undefined> {
    const now = Date.now();
    const known = this.#remembered.get(value);
    if (known && now - known.at < FRESH_MS) return known.found;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    const found = this.#findComponent(value);
    this.#remembered.set(value, { at: now, found });
    // A failure is not kept
    found.catch(() => this.#remembered.delete(value));
    return found;
  }

  async #findComponent(value: string): Promise<string | undefined> {
    const named = await this.#components({
      'metadata.name': value,
    });
    if (named.length > 0) return pickRef(named);
    const monitored = await this.#components({
      [`metadata.annotations.${MONITORING_NAME_ANNOTATION}`]:
        CATALOG_FILTER_EXISTS,
    });
    const matching = monitored.filter(entity =>
      splitNames(
        entity.metadata.annotations?.[MONITORING_NAME_ANNOTATION],
      ).includes(value),
    );
    if (matching.length > 0) return pickRef(matching);
    const inKubernetes = await this.#components({
      [`metadata.annotations.${KUBERNETES_ID_ANNOTATION}`]: value,
    });
    return inKubernetes.length > 0 ? pickRef(inKubernetes) : undefined;
  }

  async #components(
    filter: Record<string, string | symbol>,
  ): Promise<Entity[]> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: { kind: 'component', ...filter } as EntityFilterQuery,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      await this.#credentials(),
    );
    return items;
  }

  async #credentials() {
    return { credentials: await this.#auth.getOwnServiceCredentials() };
  }
}

/**
 * Of several components with one name, that of the default namespace, else the
 * first by ref.
 */
function pickRef(entities: Entity[]): string {
  const refs = entities.map(entity => stringifyEntityRef(entity)).sort();
  return (
    refs.find(ref => parseEntityRef(ref).namespace === 'default') ?? refs[0]
  );
}

function splitNames(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
}

/** A ref made from a label, for a service that the catalog does not have. */
function unknownComponent(label: string): string {
  const name = label
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 63)
    .replace(/[^a-z0-9]+$/, '');
  return `component:default/${name || 'unknown'}`;
}
