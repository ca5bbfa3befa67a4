import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** Who owns these services, as the catalog knows it; empty until that is known, and when nobody is. */
export function useServiceOwners(services: readonly string[]): string[] {
  const catalog = useApi(catalogApiRef);
  const wanted = services.join();
  const { value = [] } = useAsync(async () => {
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: wanted.split(','),
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
    });
    const owners = items.flatMap(entity =>
      (entity?.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef),
    );
    return [...new Set(owners)];
  }, [catalog, wanted]);
  return value;
}
