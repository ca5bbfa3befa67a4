import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import type { ServiceScope } from './affectedServices';

/** Options in one answer. */
const SHOWN = 25;

/** An entity to choose. */
export type CatalogOption = { ref: string; name: string };

/** Entities that match a term, by name. */
export type CatalogOptions = { options: CatalogOption[]; more: boolean };

/** Entities that a predicate holds for, and whose name, title or display name has the term in it. */
export async function searchCatalog(
  catalog: CatalogApi,
  scope: ServiceScope,
  term: string,
): Promise<CatalogOptions> {
  const { items, pageInfo } = await catalog.queryEntities({
    query: scope,
    fullTextFilter: {
      term,
      fields: ['metadata.name', 'metadata.title', 'spec.profile.displayName'],
    },
    orderFields: { field: 'metadata.name', order: 'asc' },
    fields: [
      'kind',
      'metadata.name',
      'metadata.namespace',
      'metadata.title',
      'spec.profile.displayName',
    ],
    limit: SHOWN,
  });
  return { options: items.map(toOption), more: Boolean(pageInfo.nextCursor) };
}

/** An entity as one to choose. */
export function toOption(entity: Entity): CatalogOption {
  return { ref: stringifyEntityRef(entity), name: nameOf(entity) };
}

/** What people call an entity. */
export function nameOf({ metadata, spec }: Entity): string {
  const profile = spec?.profile;
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof displayName === 'string'
    ? displayName
    : metadata.title ?? metadata.name;
}
