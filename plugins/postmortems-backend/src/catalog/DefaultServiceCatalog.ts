import type {
  AuthService,
  BackstageCredentials,
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
import type { KnownService } from '../verify';
import { CatalogReader, refOf } from './CatalogReader';
import { kindOf, reachable, targetsOf } from './relations';
import { serviceNames } from './serviceNames';
import type { ServiceCatalog } from './types';

/** How long ownership is remembered, in milliseconds. */
const OWNERSHIP_TTL_MS = 60_000;
/** Callers whose ownership is remembered at once. */
const MAX_REMEMBERED = 1000;

/** What the catalog says of ownership and structure, read from its relations. */
export class DefaultServiceCatalog implements ServiceCatalog {
  readonly #reader: CatalogReader;
  readonly #owned = new Map<string, { until: number; refs: string[] }>();

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
  }): DefaultServiceCatalog {
    return new DefaultServiceCatalog(new CatalogReader(options));
  }

  private constructor(reader: CatalogReader) {
    this.#reader = reader;
  }

  async rollUp(options: {
    entityRef: string;
    credentials: BackstageCredentials;
  }): Promise<string[]> {
    const { credentials } = options;
    const entityRef = options.entityRef.toLocaleLowerCase('en-US');
    switch (kindOf(entityRef)) {
      case 'system':
      case 'domain':
        return this.#partsOf([entityRef], credentials);
      case 'group':
        return [
          entityRef,
          ...(await this.#ownedBy(
            await this.#withChildren(entityRef, credentials),
            credentials,
          )),
        ];
      case 'user': {
        const [user] = await this.#reader.byRefs([entityRef], credentials);
        return [
          entityRef,
          ...(await this.#ownedBy(
            [entityRef, ...targetsOf(user, RELATION_MEMBER_OF)],
            credentials,
          )),
        ];
      }
      default:
        return [entityRef];
    }
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
    const refs = [...options.ownerRefs].sort();
    const key = refs.join(' ');
    const remembered = this.#owned.get(key);
    if (remembered && remembered.until > Date.now()) return remembered.refs;
    const owned = await this.#ownedBy(refs);
    if (this.#owned.size >= MAX_REMEMBERED) this.#owned.clear();
    this.#owned.set(key, {
      until: Date.now() + OWNERSHIP_TTL_MS,
      refs: owned,
    });
    return owned;
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

  async ownerOf(options: { ref: string }): Promise<string | undefined> {
    let refs = [options.ref.toLocaleLowerCase('en-US')];
    const seen = new Set<string>();
    while (refs.length > 0) {
      for (const ref of refs) seen.add(ref);
      const entities = await this.#reader.byRefs(refs);
      const owners = entities.flatMap(entity =>
        targetsOf(entity, RELATION_OWNED_BY),
      );
      const group = owners.find(ref => kindOf(ref) === 'group');
      if (group ?? owners[0]) return group ?? owners[0];
      refs = entities
        .flatMap(entity => targetsOf(entity, RELATION_PART_OF))
        .filter(ref => !seen.has(ref));
    }
    return undefined;
  }

  /** Systems and domains with all that is part of them. */
  async #partsOf(
    refs: string[],
    credentials?: BackstageCredentials,
  ): Promise<string[]> {
    return reachable(refs, async level => {
      const parts = await this.#reader.related({
        kinds: ['component', 'system', 'domain'],
        relation: RELATION_PART_OF,
        refs: level,
        credentials,
      });
      return parts.map(refOf);
    });
  }

  async #withChildren(
    group: string,
    credentials?: BackstageCredentials,
  ): Promise<string[]> {
    return reachable([group], async level => {
      const groups = await this.#reader.byRefs(level, credentials);
      return groups.flatMap(entity => targetsOf(entity, RELATION_PARENT_OF));
    });
  }

  /** What the owners own, and what is part of a system or domain that they own. */
  async #ownedBy(
    owners: readonly string[],
    credentials?: BackstageCredentials,
  ): Promise<string[]> {
    const owned = await this.#reader.related({
      kinds: ['component', 'system', 'domain'],
      relation: RELATION_OWNED_BY,
      refs: owners,
      credentials,
    });
    return this.#partsOf(owned.map(refOf), credentials);
  }
}
