import type { AuthService } from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  type EntityFilterQuery,
} from '@backstage/catalog-client';
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { MONITORING_NAME_ANNOTATION } from '@postmortems/backstage-plugin-postmortems-common';
import { Remembered } from './Remembered';

const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';

/**
 * Finds the catalog entity that another system means by a name, and the names
 * that other systems have for an entity.
 *
 * @public
 */
export class CatalogServices {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #found = new Remembered<string | undefined>();
  readonly #annotatedWith = new Remembered<Entity[]>();
  readonly #names = new Remembered<string[]>();

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /**
   * Entity ref of the component with this name, monitoring name or Kubernetes id.
   * Of several with one name, that of the default namespace, else the first by ref.
   */
  async find(name: string): Promise<string | undefined> {
    return this.#found.get(name, () => this.#find(name));
  }

  /**
   * Entity ref of the component whose annotation has this value, or has it among
   * others separated by commas.
   */
  async findByAnnotation(
    annotation: string,
    value: string,
  ): Promise<string | undefined> {
    return pickRef(await this.allByAnnotation(annotation, value));
  }

  /**
   * All components whose annotation has this value, for those who choose among them:
   * their kind, name, namespace and annotations.
   */
  async allByAnnotation(annotation: string, value: string): Promise<Entity[]> {
    return this.#annotatedWith.get(`${annotation}=${value}`, () =>
      this.#annotated(annotation, value),
    );
  }

  /**
   * Names of an entity in monitoring: those of its annotation, else its
   * Kubernetes id, else its own name.
   */
  async namesOf(ref: string): Promise<string[]> {
    return this.#names.get(ref, () => this.#namesOf(ref));
  }

  async #namesOf(ref: string): Promise<string[]> {
    const entity = await this.#catalog.getEntityByRef(
      ref,
      await this.#credentials(),
    );
    const annotations = entity?.metadata.annotations ?? {};
    const names = splitNames(annotations[MONITORING_NAME_ANNOTATION]);
    if (names.length > 0) return names;
    return [
      annotations[KUBERNETES_ID_ANNOTATION] ||
        (entity?.metadata.name ?? parseEntityRef(ref).name),
    ];
  }

  async #find(name: string): Promise<string | undefined> {
    const byName = pickRef(await this.#components({ 'metadata.name': name }));
    if (byName) return byName;
    const monitored = await this.#annotated(MONITORING_NAME_ANNOTATION, name);
    if (monitored.length > 0) return pickRef(monitored);
    const annotation = `metadata.annotations.${KUBERNETES_ID_ANNOTATION}`;
    return pickRef(await this.#components({ [annotation]: name }));
  }

  async #annotated(annotation: string, value: string): Promise<Entity[]> {
    const having = await this.#components({
      [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
    });
    return having.filter(({ metadata }) =>
      splitNames(metadata.annotations?.[annotation]).includes(value),
    );
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

function pickRef(entities: Entity[]): string | undefined {
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
