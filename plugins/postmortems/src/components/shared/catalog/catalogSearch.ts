import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  type CatalogApi,
  defaultEntityPresentation,
} from '@backstage/plugin-catalog-react';

/** Options in one answer. */
const SHOWN = 25;

/** Holds for the entities among which one chooses. */
export type CatalogScope = NonNullable<
  Parameters<CatalogApi['streamEntities']>[0]
>['query'] & {};

/** An entity to choose: its ref, and what people call it. */
export type CatalogOption = { ref: string; name: string };

/** Entities that match a term, in the order of their names. */
export type CatalogOptions = { options: CatalogOption[]; more: boolean };

/** Finds entities; keeps its identity for as long as it searches the same. */
export type CatalogSearch = (term: string) => Promise<CatalogOptions>;

/** Entities of a scope whose name, title or display name has the term in it. */
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
    limit: SHOWN,
  });
  return {
    options: items.map(entity => ({
      ref: stringifyEntityRef(entity),
      name: defaultEntityPresentation(entity).primaryTitle,
    })),
    more: Boolean(pageInfo.nextCursor),
  };
}
