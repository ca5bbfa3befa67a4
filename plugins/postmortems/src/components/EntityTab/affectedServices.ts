import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import type { CatalogScope } from '../shared/catalog';

/** Refs in one question to the catalog. */
const AT_ONCE = 200;
/** Groups, systems and domains above which an entity's components are no longer told apart from all others. */
const MOST_CONTAINERS = 1000;

const EVERY_COMPONENT: CatalogScope = { kind: 'component' };

/** Whether an entity is itself a service that an incident can affect. */
export function isService(entity: Entity): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === 'component';
}

/**
 * The components among which the affected ones are chosen. A system or domain: those that are part of it, at any depth. A group:
 * those that it and the groups below it own, and those of systems and domains that they own. A component, and an entity with more
 * than {@link MOST_CONTAINERS} groups, systems and domains: every component.
 *
 * Subcomponents are found by their own system and owner.
 */
export async function findServiceScope(
  catalog: CatalogApi,
  entity: Entity,
): Promise<CatalogScope> {
  const self = stringifyEntityRef(entity);
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'system':
    case 'domain':
      return componentsOf([], await withParts(catalog, [self]));
    case 'group': {
      const owners = await reachable([self], level =>
        related(catalog, ['group'], RELATION_CHILD_OF, level),
      );
      const owned = await related(
        catalog,
        ['system', 'domain'],
        RELATION_OWNED_BY,
        owners,
      );
      return componentsOf(owners, await withParts(catalog, owned));
    }
    default:
      return EVERY_COMPONENT;
  }
}

function componentsOf(owners: string[], wholes: string[]): CatalogScope {
  if (owners.length + wholes.length > MOST_CONTAINERS) return EVERY_COMPONENT;
  const places = [
    ...(owners.length > 0 ? [relatedTo(RELATION_OWNED_BY, owners)] : []),
    ...(wholes.length > 0 ? [relatedTo(RELATION_PART_OF, wholes)] : []),
  ];
  return { $all: [EVERY_COMPONENT, { $any: places }] };
}

/** Systems and domains with those that are part of them. */
function withParts(catalog: CatalogApi, refs: string[]): Promise<string[]> {
  return reachable(refs, level =>
    related(catalog, ['system', 'domain'], RELATION_PART_OF, level),
  );
}

/** Everything that the start leads to, level by level, the start included. Stops when it is more than can be used. */
async function reachable(
  start: string[],
  next: (level: string[]) => Promise<string[]>,
): Promise<string[]> {
  const seen = new Set(start);
  let level = start;
  while (level.length > 0 && seen.size <= MOST_CONTAINERS) {
    level = (await next(level)).filter(ref => !seen.has(ref));
    for (const ref of level) seen.add(ref);
  }
  return [...seen];
}

/** Refs of entities of some kinds that have a relation to any of the refs: all of them, or more than can be used. */
async function related(
  catalog: CatalogApi,
  kinds: string[],
  relation: string,
  refs: string[],
): Promise<string[]> {
  const found = new Set<string>();
  for (let start = 0; start < refs.length; start += AT_ONCE) {
    const pages = catalog.streamEntities({
      query: {
        $all: [
          { kind: { $in: kinds } },
          relatedTo(relation, refs.slice(start, start + AT_ONCE)),
        ],
      },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    });
    for await (const page of pages) {
      for (const entity of page) found.add(stringifyEntityRef(entity));
      if (found.size > MOST_CONTAINERS) return [...found];
    }
  }
  return [...found];
}

function relatedTo(type: string, refs: string[]) {
  return { relations: { $contains: { type, targetRef: { $in: refs } } } };
}
