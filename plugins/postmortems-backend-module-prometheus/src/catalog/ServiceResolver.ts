import type { CatalogServices } from '@postmortems/backstage-plugin-postmortems-node';
import type { MonitoredService } from '../metrics/planQueries';
import { workloadNames } from './workloadNames';

/** What may be the name of a component in a sentence. */
const NAME = /[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/g;
const MAX_WORDS = 40;

/**
 * Finds the catalog entity for the labels of an alert.
 */
export class ServiceResolver {
  readonly #catalog: CatalogServices;
  readonly #serviceLabels: string[];
  readonly #scrapeJobs: string[];
  readonly #fallbackEntityRef?: string;

  constructor(options: {
    catalog: CatalogServices;
    serviceLabels: string[];
    scrapeJobs: string[];
    fallbackEntityRef?: string;
  }) {
    this.#catalog = options.catalog;
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
      const ref = await this.#catalog.find(value);
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

  /** The entities that the words of a text name. */
  async listNamed(text: string): Promise<string[]> {
    const words = new Set(text.match(NAME) ?? []);
    const refs = new Set<string>();
    for (const word of [...words].slice(0, MAX_WORDS)) {
      const ref = await this.#catalog.find(word);
      if (ref) refs.add(ref);
    }
    return [...refs];
  }

  /** An entity by each of its names in monitoring. */
  async listMonitoringNames(ref: string): Promise<MonitoredService[]> {
    const names = await this.#catalog.namesOf(ref);
    return names.map(name => ({ ref, name }));
  }
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
