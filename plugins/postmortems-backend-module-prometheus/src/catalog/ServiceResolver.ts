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

const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';

/** Which catalog entity the labels of an alert speak of, and what monitoring calls an entity. */
export class ServiceResolver {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #serviceLabels: string[];
  readonly #fallbackEntityRef?: string;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    serviceLabels: string[];
    fallbackEntityRef?: string;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#serviceLabels = options.serviceLabels;
    this.#fallbackEntityRef = options.fallbackEntityRef;
  }

  /**
   * The first of the configured labels that names a component: by its name, its monitoring name or its Kubernetes id. Without one, the
   * fallback entity, so that an alert never goes unheard because the catalog has a gap.
   */
  async ofLabels(labels: Record<string, string>): Promise<MonitoredService> {
    const values = this.#serviceLabels.flatMap(label => labels[label] || []);
    for (const value of values) {
      const ref = await this.#findComponent(value);
      if (ref) return { ref, name: value };
    }
    const name = values[0] ?? '';
    return { ref: this.#fallbackEntityRef ?? unknownComponent(name), name };
  }

  /** What monitoring calls an entity: the names of its annotation, else its Kubernetes id, else its own name. */
  async namesOf(ref: string): Promise<MonitoredService[]> {
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

  async #findComponent(value: string): Promise<string | undefined> {
    const named = await this.#components({
      'metadata.name': value,
    });
    if (named.length > 0) return pick(named);
    const monitored = await this.#components({
      [`metadata.annotations.${MONITORING_NAME_ANNOTATION}`]:
        CATALOG_FILTER_EXISTS,
    });
    const matching = monitored.filter(entity =>
      splitNames(
        entity.metadata.annotations?.[MONITORING_NAME_ANNOTATION],
      ).includes(value),
    );
    if (matching.length > 0) return pick(matching);
    const inKubernetes = await this.#components({
      [`metadata.annotations.${KUBERNETES_ID_ANNOTATION}`]: value,
    });
    return inKubernetes.length > 0 ? pick(inKubernetes) : undefined;
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

/** The default namespace goes first where several components share a name; then the order of refs decides. */
function pick(entities: Entity[]): string {
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

/** A ref for a service that the catalog does not have, from whatever the label says. */
function unknownComponent(label: string): string {
  const name = label
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 63)
    .replace(/[^a-z0-9]+$/, '');
  return `component:default/${name || 'unknown'}`;
}
