import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { MAX_CLOCK_SKEW_MS } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  IncidentAccess,
  OfferedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { KubernetesApi } from './api/KubernetesApi';
import { type KubernetesEvent, KubernetesObjects } from './api/objects';
import { allPlaces, type Place } from './catalog/Placement';
import { workloadNames } from './catalog/workloadNames';
import type { KubernetesConfig } from './config/config';
import { eventNodes, timeWithin } from './evidence/events';
import { originOf } from './evidence/origin';
import { readWorkloads } from './readWorkloads';

/** Warnings of one cluster that a poll looks through. */
const MAX_LOOKED_AT = 20_000;
/** Components whose workloads a poll asks for: three calls each. */
const MAX_COMPONENTS = 100;
/** Warnings that a poll offers: one of each workload and reason. */
const MAX_OFFERED = 200;
type Deps = { catalog: CatalogService; auth: AuthService };

/**
 * Offers the warnings of mapped components before the API server forgets them. They
 * wait for an incident of their component that was going on at their time.
 */
export class WarningPoll {
  readonly #blocks: readonly KubernetesConfig[];
  readonly #deps: Deps;
  /** Until when each cluster was asked. After a start, all that it has counts. */
  readonly #askedUntil = new Map<KubernetesConfig, Date>();

  constructor(options: { blocks: readonly KubernetesConfig[] } & Deps) {
    this.#blocks = options.blocks;
    this.#deps = options;
  }

  async run(access: IncidentAccess, signal: AbortSignal): Promise<void> {
    const errors: unknown[] = [];
    for (const block of this.#blocks) {
      const to = new Date();
      try {
        await this.#poll(block, { access, signal, to });
        this.#askedUntil.set(block, to);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  async #poll(
    block: KubernetesConfig,
    options: { access: IncidentAccess; signal: AbortSignal; to: Date },
  ): Promise<void> {
    const { access, signal, to } = options;
    const { url, name: cluster, eventTtlMinutes } = block;
    if (!url) return;
    const places = await allPlaces({ ...this.#deps, cluster });
    if (places.length === 0) return;
    const api = new KubernetesApi({ block, url, signal });
    // The cluster's clock may be behind ours
    const from = new Date(
      (this.#askedUntil.get(block)?.getTime() ??
        to.getTime() - eventTtlMinutes * 60_000) - MAX_CLOCK_SKEW_MS,
    );
    const warnings = await readWarnings({ api, places, window: { from, to } });
    if (warnings.length === 0) return;
    const spaces = new Set(warnings.map(({ namespace }) => namespace));
    const concerned = places.filter(
      ({ namespace }) => !namespace || spaces.has(namespace),
    );
    const offers: OfferedEvidence[] = [];
    for (const place of concerned.slice(0, MAX_COMPONENTS)) {
      const own = await warningsOf(place, warnings, api);
      const nodes = eventNodes(own, {
        serviceOf: () => place.ref,
        origin: originOf(block),
        window: { from, to },
      });
      offers.push(...nodes.map(node => ({ node, services: [place.ref] })));
    }
    const offered = offers.slice(0, MAX_OFFERED);
    if (offered.length > 0) await access.offerEvidence(offered);
    const leftOut = [
      concerned.length > MAX_COMPONENTS &&
        `warnings of ${concerned.length - MAX_COMPONENTS} components`,
      offers.length > MAX_OFFERED && `${offers.length - MAX_OFFERED} warnings`,
    ].filter(Boolean);
    if (leftOut.length > 0) {
      throw new Error(
        `${block.path}: ${leftOut.join(' and ')} were left out of one poll`,
      );
    }
  }
}

/** Of the namespaces that components name, or of all where one names none. */
async function readWarnings(options: {
  api: KubernetesApi;
  places: readonly Place[];
  window: { from: Date; to: Date };
}): Promise<KubernetesEvent[]> {
  const { api, places, window } = options;
  const named = new Set(places.map(({ namespace }) => namespace));
  const paths = named.has(undefined)
    ? ['/api/v1/events']
    : [...named].map(
        space => `/api/v1/namespaces/${encodeURIComponent(space!)}/events`,
      );
  const objects = new KubernetesObjects();
  let looked = 0;
  for (const path of paths) {
    for await (const item of api.list(path, {
      fieldSelector: 'type=Warning',
    })) {
      looked += 1;
      if (looked > MAX_LOOKED_AT) break;
      objects.add('Event', item);
    }
  }
  return objects.events.filter(
    event => event.isWarning && timeWithin(event, window) !== undefined,
  );
}

/** The latest of each workload and reason: pods of one that crash are one warning. */
async function warningsOf(
  place: Place,
  warnings: readonly KubernetesEvent[],
  api: KubernetesApi,
): Promise<KubernetesEvent[]> {
  const objects = new KubernetesObjects();
  await readWorkloads({
    place,
    api,
    objects,
    attempt: (_, part) => part(),
  });
  const latest = new Map<string, KubernetesEvent>();
  for (const { metadata } of objects.workloads) {
    for (const event of warnings) {
      if (event.namespace !== metadata.namespace) continue;
      if (!workloadNames(event.object).includes(metadata.name)) continue;
      const key = JSON.stringify([metadata.name, event.reason]);
      const known = latest.get(key);
      if (!known || event.last > known.last) latest.set(key, event);
    }
  }
  return [...latest.values()];
}
