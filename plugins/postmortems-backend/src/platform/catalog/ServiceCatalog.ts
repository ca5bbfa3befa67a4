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
import {
  TIER_ANNOTATION,
  TIME_ZONE_ANNOTATION,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { CatalogAnswer, CatalogAnswers } from './CatalogAnswers';
import { CatalogReader, refOf } from './CatalogReader';
import { FormerRefs } from './FormerRefs';
import {
  type KnownService,
  type ServiceDescription,
  serviceNames,
} from './KnownService';
import { OwnerResolver } from './OwnerResolver';
import { OwnershipCache } from './OwnershipCache';
import {
  intersectionOf,
  kindOf,
  lowerCased,
  reachable,
  refsByKind,
  targetsOf,
} from './relations';

/** Kinds that incidents can affect, and that these are part of. */
const AFFECTED_KINDS = ['component', 'api', 'resource', 'system', 'domain'];

/** Ownership and structure of services, from the relations of the catalog. */
export class ServiceCatalog {
  readonly #reader: CatalogReader;
  readonly #owners: OwnerResolver;
  readonly #owned: OwnershipCache;
  readonly #former: FormerRefs;

  /**
   * @param options - without `cache` ownership is read each time
   */
  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    cache?: CacheService;
    answers?: CatalogAnswers;
  }): ServiceCatalog {
    return new ServiceCatalog(new CatalogReader(options), options.cache);
  }

  private constructor(reader: CatalogReader, cache: CacheService | undefined) {
    this.#reader = reader;
    this.#owners = new OwnerResolver({ reader });
    this.#former = new FormerRefs({ reader });
    this.#owned = new OwnershipCache({
      cache,
      load: async owners => this.#partsOf(await this.#ownedDirectlyBy(owners)),
    });
  }

  /**
   * The entities, with all parts of systems and domains at any depth, all that
   * groups and their children own, all that users or their groups own, and the
   * parts of what is owned. Takes full refs; returns each ref once, in lower
   * case. Without what the caller may not see in the catalog.
   */
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

  /** Services that the annotation puts into a tier. */
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

  /**
   * Services of the entities and the tier; `undefined` when neither is given.
   * Entities of one kind are alternatives. Kinds narrow each other, and so does
   * the tier. Services are followed to the refs that they had before.
   */
  async servicesOf(options: {
    entityRefs?: string[];
    tier?: string;
    credentials: BackstageCredentials;
  }): Promise<string[] | undefined> {
    const { entityRefs, tier, credentials } = options;
    if (!entityRefs && tier === undefined) return undefined;
    if (entityRefs?.length === 0) return [];
    const lists = await Promise.all([
      ...[...refsByKind(entityRefs ?? []).values()].map(refs =>
        this.rollUp({ entityRefs: refs, credentials }),
      ),
      ...(tier === undefined ? [] : [this.ofTier({ tier, credentials })]),
    ]);
    return this.#former.withFormer(intersectionOf(lists));
  }

  /** Which of these refs the catalog does not have. */
  async unknownOf(options: { refs: readonly string[] }): Promise<string[]> {
    const entities = await this.#reader.byRefs(options.refs);
    return options.refs.filter((_, index) => !entities[index]);
  }

  /**
   * What any of these users and groups own, with all of its parts, for every
   * caller. It may be a minute old.
   */
  async ownedBy(options: { ownerRefs: string[] }): Promise<string[]> {
    return this.#owned.get(options.ownerRefs);
  }

  /**
   * Every name of these services, of their dependencies and of their
   * dependents.
   */
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

  /** Every name of these services; of those that the catalog has. */
  async namesOf(options: { refs: readonly string[] }): Promise<KnownService[]> {
    const entities = await this.#reader.byRefs(options.refs);
    return entities.flatMap(entity => (entity ? serviceNames(entity) : []));
  }

  /** What the catalog shows the caller of these services, in their order. */
  async describe(options: {
    refs: string[];
    credentials: BackstageCredentials;
  }): Promise<ServiceDescription[]> {
    const { value, ...age } = await this.#reader.describedByRefs(
      options.refs,
      options.credentials,
    );
    return value.map(entity => {
      const { name, title, description } = entity.metadata;
      const [ownerRef] = targetsOf(entity, RELATION_OWNED_BY);
      return {
        entityRef: refOf(entity),
        name: title ?? name,
        ...(description && { description: description.trim() }),
        ...(ownerRef && { ownerRef }),
        ...age,
      };
    });
  }

  /**
   * What services depend on, directly and through others: by ref, the refs that an
   * entity depends on itself.
   *
   * @param options - `maxDepth`: most relations from one of the services
   */
  async dependenciesOf(options: {
    refs: string[];
    maxDepth: number;
  }): Promise<Map<string, string[]>> {
    const dependencies = new Map<string, string[]>();
    const asked = new Set<string>();
    let level = options.refs.map(lowerCased);
    for (let depth = 0; depth < options.maxDepth && level.length > 0; depth++) {
      for (const ref of level) asked.add(ref);
      for (const entity of await this.#reader.byRefs(level)) {
        if (!entity) continue;
        const targets = targetsOf(entity, RELATION_DEPENDS_ON);
        dependencies.set(refOf(entity), targets);
      }
      level = [...new Set([...dependencies.values()].flat())].filter(
        ref => !asked.has(ref),
      );
    }
    return dependencies;
  }

  /** See {@link OwnerResolver.ownerOf}. */
  async ownerOf(options: { refs: string[] }): Promise<string | undefined> {
    return this.#owners.ownerOf(options);
  }

  /** The time zone that a group or user is annotated with, as it is written there. */
  async timeZoneOf(options: { ownerRef: string }): Promise<string | undefined> {
    const [owner] = await this.#reader.byRefs([options.ownerRef]);
    return owner?.metadata.annotations?.[TIME_ZONE_ANNOTATION];
  }

  /** See {@link OwnerResolver.groupsOf}. */
  async groupsOf(options: {
    owners: string[];
  }): Promise<CatalogAnswer<Map<string, string>>> {
    return this.#owners.groupsOf(options);
  }

  /** See {@link OwnerResolver.ownersCountedFor}. */
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
