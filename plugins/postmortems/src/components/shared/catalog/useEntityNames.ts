import { useApiHolder } from '@backstage/core-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import useAsync from 'react-use/esm/useAsync';

/**
 * The display names of entities, and the names from their refs while these are
 * loading.
 */
export function useEntityNames(refs: readonly string[]): string[] {
  const presentations = useApiHolder().get(entityPresentationApiRef);
  const wanted = refs.join();
  const presented = useMemo(
    () =>
      (wanted ? wanted.split(',') : []).map(
        ref =>
          presentations?.forEntity(ref) ?? {
            snapshot: defaultEntityPresentation(ref),
            promise: undefined,
          },
      ),
    [presentations, wanted],
  );
  const { value } = useAsync(
    async () => ({
      wanted,
      names: await Promise.all(presented.map(({ promise }) => promise)),
    }),
    [presented],
  );
  const known = value?.wanted === wanted ? value.names : [];
  return presented.map(
    ({ snapshot }, index) => (known[index] ?? snapshot).primaryTitle,
  );
}
