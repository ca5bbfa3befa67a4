import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import type { CatalogScope } from '../../shared/catalog';

/** Refs per catalog query. */
const BATCH_SIZE = 200;
/** With more groups, systems and domains, every component is offered. */
const MAX_CONTAINERS = 1000;

const EVERY_COMPONENT: CatalogScope = { kind: 'component' };

/** Whether an entity is itself a service that an incident can affect. */
export function isService(entity: Entity): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === 'component';
}

/**
 * The components that an incident on an entity's page can affect:
 *
 * - of a system or domain, its direct and indirect parts;
 * - of a group, the components of it and its subgroups, and those of the systems
 *   and domains that they own;
 * - otherwise, or with more than {@link MAX_CONTAINERS} of these, every component.
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
      const owners = await closure([self], level =>
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
  if (owners.length + wholes.length > MAX_CONTAINERS) return EVERY_COMPONENT;
  const places = [
    ...(owners.length > 0 ? [relatedTo(RELATION_OWNED_BY, owners)] : []),
    ...(wholes.length > 0 ? [relatedTo(RELATION_PART_OF, wholes)] : []),
  ];
  return { $all: [EVERY_COMPONENT, { $any: places }] };
}

/** Systems and domains with their parts. */
function withParts(catalog: CatalogApi, refs: string[]): Promise<string[]> {
  return closure(refs, level =>
    related(catalog, ['system', 'domain'], RELATION_PART_OF, level),
  );
}

/** The transitive closure, up to {@link MAX_CONTAINERS}. */
async function closure(
  start: string[],
  next: (level: string[]) => Promise<string[]>,
): Promise<string[]> {
  const seen = new Set(start);
  let level = start;
  while (level.length > 0 && seen.size <= MAX_CONTAINERS) {
    level = (await next(level)).filter(ref => !seen.has(ref));
    for (const ref of level) seen.add(ref);
  }
  return [...seen];
}

/**
 * The entities of some kinds with a relation to any of the refs, up to {@link
 * MAX_CONTAINERS}.
 */
async function related(
  catalog: CatalogApi,
  kinds: string[],
  relation: string,
  refs: string[],
): Promise<string[]> {
  const found = new Set<string>();
  for (let start = 0; start < refs.length; start += BATCH_SIZE) {
    const pages = catalog.streamEntities({
      query: {
        $all: [
          { kind: { $in: kinds } },
          relatedTo(relation, refs.slice(start, start + BATCH_SIZE)),
        ],
      },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    });
    for await (const page of pages) {
      for (const entity of page) found.add(stringifyEntityRef(entity));
      if (found.size > MAX_CONTAINERS) return [...found];
    }
  }
  return [...found];
}

function relatedTo(type: string, refs: string[]) {
  return { relations: { $contains: { type, targetRef: { $in: refs } } } };
}
