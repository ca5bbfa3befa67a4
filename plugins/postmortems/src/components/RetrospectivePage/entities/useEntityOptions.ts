import {
  stringifyEntityRef,
  type Entity,
  type UserEntity,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useMemo, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';

/** An entity to choose: its ref in lower case, and what people call it. */
export type EntityOption = { ref: string; title: string };

/** Typing is looked for when it pauses, in milliseconds. */
const PAUSE_MS = 200;
/** Entities offered at once. */
const MAX_OPTIONS = 20;

const NAMES = ['metadata.name', 'metadata.title', 'spec.profile.displayName'];
const FIELDS = ['kind', 'metadata.namespace', ...NAMES];

/** Entities of these kinds with what was typed in their names. */
export function useEntityOptions(
  kinds: readonly string[],
  typed: string,
): { options: EntityOption[]; loading: boolean } {
  const catalog = useApi(catalogApiRef);
  const [term, setTerm] = useState(typed);
  useDebounce(() => setTerm(typed), PAUSE_MS, [typed]);
  const wanted = kinds.join();
  const { value = [], loading } = useAsync(async () => {
    const { items } = await catalog.queryEntities({
      filter: { kind: wanted.split(',') },
      ...(term.trim() && {
        fullTextFilter: { term: term.trim(), fields: NAMES },
      }),
      orderFields: { field: 'metadata.name', order: 'asc' },
      fields: FIELDS,
      limit: MAX_OPTIONS,
    });
    return items.map(toOption);
  }, [catalog, wanted, term]);
  return { options: value, loading: loading || term !== typed };
}

/** What people call these entities; an entity that the catalog does not know goes by its name. The same list while nothing changes. */
export function useEntityTitles(refs: readonly string[]): EntityOption[] {
  const catalog = useApi(catalogApiRef);
  const wanted = refs.join();
  const { value } = useAsync(async () => {
    if (!wanted) return new Map<string, string>();
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: wanted.split(','),
      fields: FIELDS,
    });
    return new Map(
      items.flatMap(entity => {
        if (!entity) return [];
        const { ref, title } = toOption(entity);
        return [[ref, title] as const];
      }),
    );
  }, [catalog, wanted]);
  return useMemo(
    () =>
      (wanted ? wanted.split(',') : []).map(ref => ({
        ref,
        title: value?.get(ref) ?? ref.slice(ref.indexOf('/') + 1),
      })),
    [wanted, value],
  );
}

function toOption(entity: Entity): EntityOption {
  const { profile } = (entity.spec ?? {}) as Partial<UserEntity['spec']>;
  return {
    ref: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
    title:
      profile?.displayName ?? entity.metadata.title ?? entity.metadata.name,
  };
}
