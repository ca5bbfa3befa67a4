import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { type CatalogSearch, searchCatalog } from './catalogSearch';

/** Searches entities of these kinds (lower case). */
export function useKindSearch(...kinds: string[]): CatalogSearch {
  const catalog = useApi(catalogApiRef);
  const wanted = kinds.join();
  return useCallback(
    term => searchCatalog(catalog, { kind: { $in: wanted.split(',') } }, term),
    [catalog, wanted],
  );
}
