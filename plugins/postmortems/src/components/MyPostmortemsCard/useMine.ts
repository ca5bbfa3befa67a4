import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import type {
  ActionItemRecord,
  PostmortemSummary,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';

/** Rows of a list at first, and those that “Show more” adds. */
const FIRST = 5;
const MORE = 20;
/** Owners in one question to the API. */
const OWNERS_AT_ONCE = 200;

const IN_PROGRESS: ReviewStatus[] = ['draft', 'in_review', 'approved'];

/** The beginning of a list that belongs to the reader. */
export type MyList<T> = {
  /** Absent until the first answer. */
  items?: T[];
  error?: Error;
  hasMore: boolean;
  loading: boolean;
  showMore(): void;
  retry(): void;
};

/** Action items that the reader or one of their groups owns: due first, so that the overdue ones lead; then those without a date. */
export function useMyActionItems(
  status: 'open' | 'proposed',
): MyList<ActionItemRecord> {
  const api = useApi(postmortemsApiRef);
  const identity = useApi(identityApiRef);
  return useBeginning(
    async limit => {
      const { userEntityRef, ownershipEntityRefs } =
        await identity.getBackstageIdentity();
      const owners = [...new Set([userEntityRef, ...ownershipEntityRefs])];
      const pages = await Promise.all(
        inParts(owners, OWNERS_AT_ONCE).map(owner =>
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

/** Postmortems of the reader's services that are not published: what was changed last comes first. */
export function useMyPostmortems(): MyList<PostmortemSummary> {
  const api = useApi(postmortemsApiRef);
  const identity = useApi(identityApiRef);
  return useBeginning(
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
 * The first rows of a list.
 *
 * @param read - gives as many rows as there are, up to the limit, or more; in their order
 */
function useBeginning<T>(
  read: (limit: number) => Promise<T[]>,
  deps: unknown[],
): MyList<T> {
  const [shown, setShown] = useState(FIRST);
  const { value, error, loading, retry } = useAsyncRetry(async () => {
    // One more tells whether there are more
    const rows = await read(shown + 1);
    return { items: rows.slice(0, shown), hasMore: rows.length > shown };
  }, [...deps, shown]);
  return {
    items: value?.items,
    hasMore: value?.hasMore ?? false,
    error,
    loading,
    showMore: () => setShown(rows => rows + MORE),
    retry,
  };
}

function dueTime({ dueAt }: ActionItemRecord): number {
  return dueAt === undefined ? Infinity : Date.parse(dueAt);
}

function inParts<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );
}
