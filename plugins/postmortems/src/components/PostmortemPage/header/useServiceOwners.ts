import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** The owners of services according to the catalog. */
export function useServiceOwners(services: readonly string[]): string[] {
  const catalog = useApi(catalogApiRef);
  const joined = services.join();
  const { value = [] } = useAsync(async () => {
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: joined.split(','),
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
    });
    const owners = items.flatMap(entity =>
      (entity?.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef),
    );
    return [...new Set(owners)];
  }, [catalog, joined]);
  return value;
}
