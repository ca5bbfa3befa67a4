import {
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  RELATION_PARENT_OF,
  RELATION_PART_OF,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogAnswer } from './CatalogAnswers';
import { type CatalogReader, refOf } from './CatalogReader';
import { kindOf, lowerCased, targetsOf } from './relations';

const isGroup = (ref: string) => kindOf(ref) === 'group';
const isUser = (ref: string) => kindOf(ref) === 'user';

/** Groups of services and people, read with the plugin's credentials. */
export class OwnerResolver {
  readonly #reader: CatalogReader;

  constructor(options: { reader: CatalogReader }) {
    this.#reader = options.reader;
  }

  /**
   * The default owner of the services, which are tried in order, the primary
   * one first.
   *
   * It is the nearest group, looking at the service, then at what it is part
   * of: an owning group in the catalog; else the parent of a missing owning
   * group; else a group of an owning user, or its parent if it is missing.
   * Owners, and the groups of a user, are tried in the order of their refs.
   * Without a group it is the first user that owns a service, else `undefined`.
   */
  async ownerOf(options: { refs: string[] }): Promise<string | undefined> {
    let fallback: string | undefined;
    for (const ref of options.refs) {
      const { group, user } = await this.#ownerOfService(lowerCased(ref));
      if (group) return group;
      fallback ??= user;
    }
    return fallback;
  }

  /**
   * The group that each owner is counted for, by owner: a group for itself; a
   * user for their first group in the order of refs; a user without a group, or
   * not in the catalog, for themselves. It is read with the plugin's
   * credentials and the same for all callers, so that counts agree; it reveals
   * no entity.
   */
  async groupsOf(options: {
    owners: string[];
  }): Promise<CatalogAnswer<Map<string, string>>> {
    const { owners } = options;
    const users = owners.filter(isUser);
    const { value: entities, ...age } = await this.#reader.answerByRefs(
      users.map(lowerCased),
    );
    const groups = new Map(owners.map(owner => [owner, lowerCased(owner)]));
    for (const [index, user] of users.entries()) {
      const [group] = groupsOfUser(entities[index]);
      if (group) groups.set(user, group);
    }
    return { value: groups, ...age };
  }

  /**
   * The inverse of `groupsOf`: the group, and the users who are counted for it.
   * Any other ref stands for itself.
   */
  async ownersCountedFor(options: { group: string }): Promise<string[]> {
    const group = lowerCased(options.group);
    if (!isGroup(group)) return [group];
    const members = await this.#reader.related({
      kinds: ['user'],
      relation: RELATION_MEMBER_OF,
      refs: [group],
    });
    const counted = members.filter(user => groupsOfUser(user)[0] === group);
    return [group, ...counted.map(refOf)];
  }

  /**
   * The nearest group of the service, then of what it is part of, and so on.
   */
  async #ownerOfService(
    service: string,
  ): Promise<{ group?: string; user?: string }> {
    const seen = new Set<string>();
    let level = [service];
    let user: string | undefined;
    while (level.length > 0) {
      for (const ref of level) seen.add(ref);
      const entities = await this.#reader.byRefs(level);
      const owners = targetsOfAll(entities, RELATION_OWNED_BY);
      const group = await this.#groupBehind(owners);
      if (group) return { group };
      user ??= owners.find(isUser);
      level = targetsOfAll(entities, RELATION_PART_OF).filter(
        ref => !seen.has(ref),
      );
    }
    return { user };
  }

  async #groupBehind(owners: string[]): Promise<string | undefined> {
    const group = await this.#existing(owners.filter(isGroup));
    if (group) return group;
    const users = await this.#reader.byRefs(owners.filter(isUser));
    return this.#existing(users.flatMap(groupsOfUser));
  }

  /** The first group in the catalog, else the first parent of a missing one. */
  async #existing(groups: string[]): Promise<string | undefined> {
    const entities = await this.#reader.byRefs(groups);
    const existing = groups.find((_, index) => entities[index]);
    if (existing) return existing;
    const parents = await this.#reader.related({
      kinds: ['group'],
      relation: RELATION_PARENT_OF,
      refs: groups,
    });
    return parents.map(refOf).sort()[0];
  }
}

/** Where relations of a type lead, each ref once and in order. */
function targetsOfAll(
  entities: readonly (Entity | undefined)[],
  type: string,
): string[] {
  const targets = entities.flatMap(entity => targetsOf(entity, type));
  return [...new Set(targets)].sort();
}

/** Groups that a user is a member of, in the order of their refs. */
function groupsOfUser(user: Entity | undefined): string[] {
  return targetsOf(user, RELATION_MEMBER_OF).filter(isGroup).sort();
}
