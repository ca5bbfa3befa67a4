import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import useAsync from 'react-use/esm/useAsync';

/** What people call an entity, as soon as that is known; nothing for none. */
export function useEntityName(entityRef?: string): string | undefined {
  const presentations = useApiHolder().get(entityPresentationApiRef);
  const presentation = useMemo(
    () => (entityRef ? presentations?.forEntity(entityRef) : undefined),
    [presentations, entityRef],
  );
  const { value } = useAsync(
    async () => ({
      entityRef,
      title: (await presentation?.promise)?.primaryTitle,
    }),
    [presentation],
  );
  if (!entityRef) return undefined;
  return (
    (value?.entityRef === entityRef ? value.title : undefined) ??
    presentation?.snapshot.primaryTitle ??
    defaultEntityPresentation(entityRef).primaryTitle
  );
}
