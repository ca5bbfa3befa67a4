import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useMemo } from 'react';
import { findServiceScope, ServiceScope } from './affectedServices';
import { CatalogOptions, searchCatalog } from './catalogSearch';

const PEOPLE = { kind: { $in: ['user', 'group'] } };

/** Finds the components that an incident on an entity's page can have affected. Looks once for where they are. */
export function useServiceSearch(
  entity: Entity,
): (term: string) => Promise<CatalogOptions> {
  const catalog = useApi(catalogApiRef);
  return useMemo(() => {
    let scope: Promise<ServiceScope> | undefined;
    return async (term: string) => {
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

/** Finds users and groups. */
export function usePeopleSearch(): (term: string) => Promise<CatalogOptions> {
  const catalog = useApi(catalogApiRef);
  return useCallback(term => searchCatalog(catalog, PEOPLE, term), [catalog]);
}
