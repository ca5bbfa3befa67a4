import type { AuthService } from '@backstage/backend-plugin-api';
import {
  InputError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import {
  CatalogServices,
  type EvidenceSource,
  type EvidenceUpload,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { KubernetesApi } from './api/KubernetesApi';
import { addAll, type KubernetesEvent, KubernetesObjects } from './api/objects';
import { namespacesOf, type Place, placesOf } from './catalog/Placement';
import { workloadNames } from './catalog/workloadNames';
import type { KubernetesConfig } from './config/config';
import { eventNodes, timeWithin } from './evidence/events';
import { originOf, type Origin } from './evidence/origin';
import { type Owned, rolloutNodes, stuckNodes } from './evidence/rollouts';
import { readWorkloads } from './readWorkloads';
import { testBlock } from './testBlock';
import { WarningPoll } from './WarningPoll';

/** Events of other workloads that are looked through. */
const MAX_LOOKED_AT = 20_000;
const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const APP_NAME = 'app.kubernetes.io/name';

type Window = { from: Date; to: Date; changesFrom?: Date };
type Collected = { nodes: SubmitEvidenceNode[]; failures: string[] };

/** Kubernetes as a source of rollouts and events. */
export class KubernetesSource implements EvidenceSource {
  readonly id = 'kubernetes';
  readonly uploads: EvidenceSource['uploads'];
  readonly collect?: EvidenceSource['collect'];
  readonly testConnection?: EvidenceSource['testConnection'];
  readonly poll?: EvidenceSource['poll'];
  readonly #blocks: readonly KubernetesConfig[];
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #services: CatalogServices;

  constructor(options: {
    blocks: readonly KubernetesConfig[];
    catalog: CatalogService;
    auth: AuthService;
  }) {
    this.#blocks = options.blocks;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#services = new CatalogServices(options);
    this.uploads = [this.#upload()];
    if (options.blocks.some(({ url }) => url)) {
      this.collect = collected => this.#collect(collected);
      this.testConnection = ({ signal }) => this.#test(signal);
    }
    const watched = options.blocks.filter(one => one.url && one.pollWarnings);
    if (watched.length > 0) {
      const poll = new WarningPoll({ ...options, blocks: watched });
      this.poll = {
        // Well before the hour after which events are gone
        frequency: { minutes: 10 },
        run: (access, signal) => poll.run(access, signal),
      };
    }
  }

  async #test(signal: AbortSignal) {
    const tests = this.#blocks.flatMap(block => {
      const { url, name: cluster } = block;
      if (!url) return [];
      const namespaces = () =>
        namespacesOf({ cluster, catalog: this.#catalog, auth: this.#auth });
      return [testBlock({ block, url, signal, namespaces })];
    });
    return Promise.all(tests);
  }

  async #collect({
    incident,
    window,
    signal,
  }: Parameters<NonNullable<EvidenceSource['collect']>>[0]) {
    const collected = await Promise.all(
      this.#blocks.map(block =>
        this.#collectFrom(block, { refs: incident.services, window, signal }),
      ),
    );
    const nodes = collected.flatMap(one => one.nodes);
    const failures = collected.flatMap(one => one.failures);
    if (failures.length === 0) return nodes;
    const message = `Not everything could be taken from Kubernetes: ${[
      ...new Set(failures),
    ].join('; ')}`;
    throw nodes.length > 0
      ? new PartialEvidenceError(message, nodes)
      : new ServiceUnavailableError(message);
  }

  async #collectFrom(
    block: KubernetesConfig,
    options: { refs: readonly string[]; window: Window; signal: AbortSignal },
  ): Promise<Collected> {
    const { refs, window, signal } = options;
    const { url } = block;
    const collected: Collected = { nodes: [], failures: [] };
    if (!url) return collected;
    const api = new KubernetesApi({ block, url, signal });
    const places = await placesOf({
      refs,
      cluster: block.name,
      catalog: this.#catalog,
      auth: this.#auth,
    });
    for (const place of places) {
      const objects = await readPlace({ place, api, block, window, collected });
      const origin = originOf(block);
      collected.nodes.push(
        ...nodesOf(objects, { serviceOf: () => place.ref, origin, window }),
      );
    }
    return collected;
  }

  /** Lists of `kubectl get … -o json`, of whatever services are in them. */
  #upload(): EvidenceUpload {
    return {
      format: 'kubernetes-json',
      title: 'Kubernetes objects (kubectl get … -o json)',
      read: async (file, { window, signal }) => {
        const objects = new KubernetesObjects();
        let json: unknown;
        try {
          json = JSON.parse(file.toString('utf8'));
        } catch {
          throw new InputError('The file is not JSON');
        }
        if (!addAll(objects, json)) {
          throw new InputError(
            'The file is no object or list of Kubernetes: make it with kubectl get events,replicasets,deployments -o json',
          );
        }
        const services = await this.#servicesIn(objects, signal);
        const serviceOf = (owned: Owned) => services.get(keyOf(owned))!;
        const all = nodesOf(objects, {
          serviceOf,
          origin: {},
          window: { from: new Date(0), to: new Date() },
        });
        const nodes = nodesOf(objects, { serviceOf, origin: {}, window });
        return {
          nodes,
          skipped: skippedIn(objects, all.length - nodes.length),
        };
      },
    };
  }

  /** The components of all objects, else what their workloads are called. */
  async #servicesIn(
    objects: KubernetesObjects,
    signal: AbortSignal,
  ): Promise<Map<string, string>> {
    const owned: Owned[] = [
      ...objects.events.map(({ namespace, object }) => ({
        namespace,
        names: workloadNames(object),
      })),
      ...objects.workloads.map(({ metadata }) => ({
        namespace: metadata.namespace,
        names: [metadata.name],
        labels: metadata.labels,
      })),
      ...objects.replicaSets.map(({ metadata }) => ({
        namespace: metadata.namespace,
        names: [
          metadata.ownerReferences?.find(one => one.kind === 'Deployment')
            ?.name ?? metadata.name,
        ],
        labels: metadata.labels,
      })),
    ];
    const services = new Map<string, string>();
    for (const one of owned) {
      const key = keyOf(one);
      if (services.has(key)) continue;
      signal.throwIfAborted();
      services.set(key, await this.#serviceOf(one));
    }
    return services;
  }

  async #serviceOf({ names, labels }: Owned): Promise<string> {
    const told = [labels?.[KUBERNETES_ID], labels?.[APP_NAME]];
    for (const name of [...told, ...names]) {
      const ref = name && (await this.#services.find(name));
      if (ref) return ref;
    }
    return names[0].slice(0, 256);
  }
}

/** Reads what is at a place; what one list fails with loses no other. */
async function readPlace(options: {
  place: Place;
  api: KubernetesApi;
  block: KubernetesConfig;
  window: Window;
  collected: Collected;
}): Promise<KubernetesObjects> {
  const { place, api, block, window, collected } = options;
  const objects = new KubernetesObjects();
  const attempt = async (what: string, part: () => Promise<void>) => {
    try {
      await part();
    } catch (error) {
      collected.failures.push(`${what}: ${toError(error).message}`);
    }
  };
  await readWorkloads({ place, api, objects, attempt });
  const workloads = [...objects.workloads];
  for (const { kind, metadata, spec } of workloads) {
    const labels = Object.entries(spec?.selector?.matchLabels ?? {});
    if (kind !== 'Deployment' || labels.length === 0) continue;
    await attempt('replicasets', async () => {
      const path = `/apis/apps/v1/namespaces/${encodeURIComponent(
        metadata.namespace,
      )}/replicasets`;
      const selector = labels.map(pair => pair.join('=')).join(',');
      for await (const item of api.list(path, { labelSelector: selector })) {
        objects.add('ReplicaSet', item);
      }
    });
  }
  const namespaces = new Set(workloads.map(one => one.metadata.namespace));
  for (const space of namespaces) {
    await attempt('events', async () => {
      const names = new Set(
        workloads
          .filter(({ metadata }) => metadata.namespace === space)
          .map(({ metadata }) => metadata.name),
      );
      const found = new KubernetesObjects();
      const path = `/api/v1/namespaces/${encodeURIComponent(space)}/events`;
      let looked = 0;
      for await (const item of api.list(path)) {
        found.add('Event', item);
        looked += 1;
        if (looked === MAX_LOOKED_AT) break;
      }
      const own = found.events
        .filter(
          event =>
            workloadNames(event.object).some(name => names.has(name)) &&
            timeWithin(event, window) !== undefined,
        )
        .sort(warningsFirst);
      const { events: most } = block.limits;
      objects.events.push(...own.slice(0, most));
      objects.unreadable += found.unreadable;
      const missing = [
        own.length > most &&
          `Only ${most} of ${own.length} were taken; ${block.path}.limits.events sets how many`,
        looked === MAX_LOOKED_AT &&
          `Only the first ${looked} of the namespace were looked through`,
      ].filter(Boolean);
      if (missing.length > 0) throw new Error(missing.join('; '));
    });
  }
  if (objects.unreadable > 0) {
    collected.failures.push(
      `${objects.unreadable} objects could not be read, because they have no name or time`,
    );
  }
  return objects;
}

function warningsFirst(a: KubernetesEvent, b: KubernetesEvent): number {
  if (a.isWarning !== b.isWarning) return a.isWarning ? -1 : 1;
  return a.last < b.last ? 1 : -1;
}

function nodesOf(
  objects: KubernetesObjects,
  options: {
    serviceOf: (owned: Owned) => string;
    origin: Origin;
    window: Window;
  },
): SubmitEvidenceNode[] {
  const { serviceOf, origin, window } = options;
  const { from, to, changesFrom = from } = window;
  const dated = [
    ...rolloutNodes(objects, serviceOf, origin),
    ...stuckNodes(objects.workloads, serviceOf, origin),
  ].filter(({ timestamp }) => {
    const at = new Date(timestamp);
    return at >= changesFrom && at <= to;
  });
  return [...dated, ...eventNodes(objects.events, options)];
}

function keyOf({ namespace, names, labels }: Owned): string {
  return [
    namespace,
    ...names,
    labels?.[KUBERNETES_ID],
    labels?.[APP_NAME],
  ].join(' ');
}

function skippedIn(objects: KubernetesObjects, outside: number) {
  return [
    { reason: 'Outside the window of the incident', count: outside },
    { reason: 'Without name or time', count: objects.unreadable },
    ...[...objects.others].map(([kind, count]) => ({
      reason: `${kind}: only events, replica sets and workloads are read`,
      count,
    })),
  ].filter(({ count }) => count > 0);
}
