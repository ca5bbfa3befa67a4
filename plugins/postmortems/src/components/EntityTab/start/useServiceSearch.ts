import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import {
  searchCatalog,
  type CatalogScope,
  type CatalogSearch,
} from '../../shared/catalog';
import { findServiceScope } from './affectedServices';

/** Searches the components of an entity. Determines the scope once. */
export function useServiceSearch(entity: Entity): CatalogSearch {
  const catalog = useApi(catalogApiRef);
  return useMemo(() => {
    let scope: Promise<CatalogScope> | undefined;
    return async term => {
      scope ??= findServiceScope(catalog, entity);
      try {
        return await searchCatalog(catalog, await scope, term);
      } catch (error) {
        scope = undefined;
        throw error;
      }
    };
  }, [catalog, entity]);
}
