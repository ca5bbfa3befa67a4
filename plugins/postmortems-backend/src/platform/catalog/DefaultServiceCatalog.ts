import type {
  AuthService,
  BackstageCredentials,
  CacheService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  RELATION_PARENT_OF,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { TIER_ANNOTATION } from '@postmortems/backstage-plugin-postmortems-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { KnownService } from '../../verification';
import { CatalogReader, refOf } from './CatalogReader';
import { OwnerResolver } from './OwnerResolver';
import { OwnershipCache } from './OwnershipCache';
import {
  kindOf,
  lowerCased,
  reachable,
  refsByKind,
  targetsOf,
} from './relations';
import { serviceNames } from './serviceNames';
import type { ServiceCatalog } from './types';

/** What incidents can affect, and what it is part of. */
const AFFECTED_KINDS = ['component', 'api', 'resource', 'system', 'domain'];

/** What the catalog says of ownership and structure, read from its relations. */
export class DefaultServiceCatalog implements ServiceCatalog {
  readonly #reader: CatalogReader;
  readonly #owners: OwnerResolver;
  readonly #owned: OwnershipCache;

  /** @param options - without `cache` ownership is asked for each time */
  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    cache?: CacheService;
  }): DefaultServiceCatalog {
    return new DefaultServiceCatalog(new CatalogReader(options), options.cache);
  }

  private constructor(reader: CatalogReader, cache: CacheService | undefined) {
    this.#reader = reader;
    this.#owners = new OwnerResolver({ reader });
    this.#owned = new OwnershipCache({
      cache,
      load: async owners => this.#partsOf(await this.#ownedDirectlyBy(owners)),
    });
  }

  async rollUp(options: {
    entityRefs: string[];
    credentials: BackstageCredentials;
  }): Promise<string[]> {
    const { credentials } = options;
    const entityRefs = options.entityRefs.map(lowerCased);
    const byKind = refsByKind(entityRefs);
    const ofKind = (kind: string) => byKind.get(kind) ?? [];
    const groups = await this.#withChildren(ofKind('group'), credentials);
    const users = await this.#reader.byRefs(ofKind('user'), credentials);
    const owned = await this.#ownedDirectlyBy(
      [
        ...groups,
        ...ofKind('user'),
        ...users.flatMap(user => targetsOf(user, RELATION_MEMBER_OF)),
      ],
      credentials,
    );
    const parts = await this.#partsOf(
      [...ofKind('system'), ...ofKind('domain'), ...owned],
      credentials,
    );
    return [...new Set([...entityRefs, ...parts])];
  }

  async ofTier(options: {
    tier: string;
    credentials: BackstageCredentials;
  }): Promise<string[]> {
    const { tier, credentials } = options;
    const entities = await this.#reader.annotated({
      kind: 'component',
      annotation: TIER_ANNOTATION,
      value: tier,
      credentials,
    });
    return entities.map(refOf);
  }

  async ownedBy(options: { ownerRefs: string[] }): Promise<string[]> {
    return this.#owned.get(options.ownerRefs);
  }

  async knownServices(options: { refs: string[] }): Promise<KnownService[]> {
    const entities = (await this.#reader.byRefs(options.refs)).flatMap(
      entity => entity ?? [],
    );
    const around = new Set(
      entities.flatMap(entity => [
        ...targetsOf(entity, RELATION_DEPENDS_ON),
        ...targetsOf(entity, RELATION_DEPENDENCY_OF),
      ]),
    );
    const systems = entities
      .flatMap(entity => targetsOf(entity, RELATION_PART_OF))
      .filter(ref => kindOf(ref) === 'system');
    const neighbours = await this.#reader.byRefs([...around]);
    const siblings = await this.#reader.related({
      kinds: ['component'],
      relation: RELATION_PART_OF,
      refs: systems,
    });
    const known = new Map<string, KnownService>();
    for (const entity of [...entities, ...neighbours, ...siblings]) {
      if (entity) known.set(refOf(entity), serviceNames(entity));
    }
    return [...known.values()];
  }

  async ownerOf(options: { refs: string[] }): Promise<string | undefined> {
    return this.#owners.ownerOf(options);
  }

  async groupsOf(options: { owners: string[] }): Promise<Map<string, string>> {
    return this.#owners.groupsOf(options);
  }

  async ownersCountedFor(options: { group: string }): Promise<string[]> {
    return this.#owners.ownersCountedFor(options);
  }

  /** Systems and domains with all that is part of them. */
  async #partsOf(
    refs: string[],
    credentials?: BackstageCredentials,
  ): Promise<string[]> {
    return reachable(refs, async level => {
      const parts = await this.#reader.related({
        kinds: AFFECTED_KINDS,
        relation: RELATION_PART_OF,
        refs: level,
        credentials,
      });
      return parts.map(refOf);
    });
  }

  async #withChildren(
    groups: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    return reachable(groups, async level => {
      const entities = await this.#reader.byRefs(level, credentials);
      return entities.flatMap(entity => targetsOf(entity, RELATION_PARENT_OF));
    });
  }

  async #ownedDirectlyBy(
    owners: readonly string[],
    credentials?: BackstageCredentials,
  ): Promise<string[]> {
    const owned = await this.#reader.related({
      kinds: AFFECTED_KINDS,
      relation: RELATION_OWNED_BY,
      refs: owners,
      credentials,
    });
    return owned.map(refOf);
  }
}
