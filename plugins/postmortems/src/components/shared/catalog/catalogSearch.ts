import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  type CatalogApi,
  defaultEntityPresentation,
} from '@backstage/plugin-catalog-react';

const MAX_OPTIONS = 25;

/** Restricts the entities to choose from. */
export type CatalogScope = NonNullable<
  Parameters<CatalogApi['streamEntities']>[0]
>['query'] & {};

/** An entity to choose, with its display name. */
export type CatalogOption = { ref: string; name: string };

/** The entities that match a term, by name. */
export type CatalogOptions = { options: CatalogOption[]; more: boolean };

/** Searches entities. Must be memoised. */
export type CatalogSearch = (term: string) => Promise<CatalogOptions>;

/**
 * The entities of a scope whose name, title or display name contains the term.
 */
export async function searchCatalog(
  catalog: CatalogApi,
  scope: CatalogScope,
  term: string,
): Promise<CatalogOptions> {
  const { items, pageInfo } = await catalog.queryEntities({
    query: scope,
    fullTextFilter: {
      term: term.trim(),
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
    limit: MAX_OPTIONS,
  });
  return {
    options: items.map(entity => ({
      ref: stringifyEntityRef(entity),
      name: defaultEntityPresentation(entity).primaryTitle,
    })),
    more: Boolean(pageInfo.nextCursor),
  };
}
