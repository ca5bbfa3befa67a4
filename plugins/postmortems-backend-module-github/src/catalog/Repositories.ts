import type { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** `owner/name` of the repository of an entity, as Backstage's GitHub plugins read it. */
const SLUG_ANNOTATION = 'github.com/project-slug';
const FRESH_MS = 30_000;

/** An entity of the catalog whose code is in a repository. */
export type Component = { ref: string; name: string };

/** A repository, and the entities of the catalog that it holds. */
export type Repository = {
  host: string;
  /** `owner/name`, as the catalog spells it. */
  slug: string;
  components: Component[];
};

/** Which repositories the catalog has, and what is in each. */
export class Repositories {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #hosts: readonly string[];
  #known?: { at: number; repositories: Promise<Map<string, Repository>> };

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    /** Those that are configured. */
    hosts: readonly string[];
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#hosts = options.hosts;
  }

  async find(host: string, slug: string): Promise<Repository | undefined> {
    return (await this.#all()).get(keyOf(host, slug));
  }

  async all(): Promise<Repository[]> {
    return [...(await this.#all()).values()];
  }

  /** Those that have one of the entities. */
  async ofEntities(refs: readonly string[]): Promise<Repository[]> {
    return (await this.all()).filter(({ components }) =>
      components.some(({ ref }) => refs.includes(ref)),
    );
  }

  /** All in one call: a storm of deliveries asks once. */
  #all(): Promise<Map<string, Repository>> {
    const now = Date.now();
    if (!this.#known || now - this.#known.at >= FRESH_MS) {
      const repositories = this.#read();
      this.#known = { at: now, repositories };
      // A catalog that has none has not been read yet
      repositories.then(
        ({ size }) => size === 0 && this.#forget(repositories),
        () => this.#forget(repositories),
      );
    }
    return this.#known.repositories;
  }

  #forget(repositories: Promise<Map<string, Repository>>): void {
    if (this.#known?.repositories === repositories) this.#known = undefined;
  }

  async #read(): Promise<Map<string, Repository>> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          kind: ['component', 'system', 'resource'],
          [`metadata.annotations.${SLUG_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const repositories = new Map<string, Repository>();
    for (const entity of items) {
      const slug = entity.metadata.annotations![SLUG_ANNOTATION].trim();
      if (!/^[\w.-]+\/[\w.-]+$/.test(slug)) continue;
      const host = this.#hostOf(entity);
      const known = repositories.get(keyOf(host, slug));
      const { name } = entity.metadata;
      const components = known?.components ?? [];
      components.push({ ref: stringifyEntityRef(entity), name });
      components.sort((a, b) => (a.ref < b.ref ? -1 : 1));
      repositories.set(keyOf(host, slug), known ?? { host, slug, components });
    }
    return repositories;
  }

  /** That of the entity's source among the configured hosts, else the first of these. */
  #hostOf({ metadata: { annotations = {} } }: Entity): string {
    for (const name of [ANNOTATION_SOURCE_LOCATION, ANNOTATION_LOCATION]) {
      const address = (annotations[name] ?? '').replace(/^url:/, '');
      const host = URL.parse(address)?.host ?? '';
      if (this.#hosts.includes(host)) return host;
    }
    return this.#hosts[0];
  }
}

function keyOf(host: string, slug: string): string {
  return `${host}/${slug}`.toLocaleLowerCase('en-US');
}

/**
 * The components of a repository that texts name, such as the environment
 * `checkout-production` or the tag `checkout/v2.4.1`. All of them where none is
 * named: then the whole repository is meant.
 */
export function componentsMeant(
  { components }: Pick<Repository, 'components'>,
  texts: readonly string[],
): Component[] {
  if (components.length < 2) return components;
  const said = texts.map(text => `-${text.toLocaleLowerCase('en-US')}-`);
  const named = components.filter(({ name }) => {
    const word = name
      .toLocaleLowerCase('en-US')
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const pattern = new RegExp(`[^a-z0-9]${word}[^a-z0-9]`);
    return said.some(text => pattern.test(text));
  });
  // Of `checkout` and `checkout-api` the longer is meant
  const meant = named.filter(
    ({ name }) =>
      !named.some(other => other.name !== name && other.name.includes(name)),
  );
  return meant.length > 0 ? meant : components;
}
