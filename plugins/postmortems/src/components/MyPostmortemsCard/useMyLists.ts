import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import type {
  ActionItemRecord,
  PostmortemSummary,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';

const INITIAL_ROWS = 5;
const MORE_ROWS = 20;
/** The API's maximum. */
const OWNERS_PER_REQUEST = 200;

const IN_PROGRESS: ReviewStatus[] = ['draft', 'in_review', 'approved'];

/** The first rows of a list. */
export type MyList<T> = {
  /** Undefined until loaded. */
  items?: T[];
  error?: Error;
  hasMore: boolean;
  loading: boolean;
  showMore(): void;
  retry(): void;
};

/** The action items of the reader and their groups, by due date. */
export function useMyActionItems(
  status: 'open' | 'proposed',
): MyList<ActionItemRecord> {
  const api = useApi(postmortemsApiRef);
  const identity = useApi(identityApiRef);
  return useFirstRows(
    async limit => {
      const { userEntityRef, ownershipEntityRefs } =
        await identity.getBackstageIdentity();
      const owners = [...new Set([userEntityRef, ...ownershipEntityRefs])];
      const pages = await Promise.all(
        chunk(owners, OWNERS_PER_REQUEST).map(owner =>
          api.listActionItems({ owner, status, limit }),
        ),
      );
      return pages
        .flatMap(({ items }) => items)
        .sort((a, b) => dueTime(a) - dueTime(b));
    },
    [api, identity, status],
  );
}

/** The unpublished postmortems of the reader's services, last changed first. */
export function useMyPostmortems(): MyList<PostmortemSummary> {
  const api = useApi(postmortemsApiRef);
  const identity = useApi(identityApiRef);
  return useFirstRows(
    async limit => {
      const { userEntityRef } = await identity.getBackstageIdentity();
      const { items } = await api.listPostmortems({
        entityRef: userEntityRef,
        status: IN_PROGRESS,
        order: 'changed',
        limit,
      });
      return items;
    },
    [api, identity],
  );
}

/**
 * Loads the first rows of a list.
 *
 * @param read - resolves with at least `limit` sorted rows, if there are as many
 */
function useFirstRows<T>(
  read: (limit: number) => Promise<T[]>,
  deps: unknown[],
): MyList<T> {
  const [shown, setShown] = useState(INITIAL_ROWS);
  const { value, error, loading, retry } = useAsyncRetry(async () => {
    // One more row than shown, to know whether there are more
    const rows = await read(shown + 1);
    return { items: rows.slice(0, shown), hasMore: rows.length > shown };
  }, [...deps, shown]);
  return {
    items: value?.items,
    hasMore: value?.hasMore ?? false,
    error,
    loading,
    showMore: () => setShown(rows => rows + MORE_ROWS),
    retry,
  };
}

function dueTime({ dueAt }: ActionItemRecord): number {
  return dueAt === undefined ? Infinity : Date.parse(dueAt);
}

function chunk<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );
}
