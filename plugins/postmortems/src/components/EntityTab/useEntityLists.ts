import { useApi } from '@backstage/core-plugin-api';
import type {
  Incident,
  PostmortemsApi,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { LoadPage, useCursorPages } from '../shared/list/useCursorPages';

const POSTMORTEMS_PER_PAGE = 25;
const INCIDENTS_PER_PAGE = 25;
/** The largest page of the API. */
const MAX_POSTMORTEMS = 500;

/** The postmortems of an entity and its parts. */
export function useEntityPostmortems(entityRef: string) {
  const api = useApi(postmortemsApiRef);
  return useCursorPages(
    useCallback(
      (cursor: string | undefined, signal: AbortSignal) =>
        api.listPostmortems(
          { entityRef, cursor, limit: POSTMORTEMS_PER_PAGE },
          { signal },
        ),
      [api, entityRef],
    ),
  );
}

/** The incidents of an entity and its parts that have no postmortem. */
export function useIncidentsToReview(entityRef: string) {
  const api = useApi(postmortemsApiRef);
  const load: LoadPage<Incident> = useCallback(
    async (cursor, signal) => {
      const [page, newest] = await Promise.all([
        api.listIncidents(
          { entityRef, cursor, limit: INCIDENTS_PER_PAGE },
          { signal },
        ),
        api.listPostmortems({ entityRef, limit: MAX_POSTMORTEMS }, { signal }),
      ]);
      const reviewed = new Set(newest.items.map(item => item.incidentKey));
      const left = page.items.filter(({ key }) => !reviewed.has(key));
      return {
        items: newest.pageInfo.nextCursor
          ? await withoutPostmortem(api, left, signal)
          : left,
        pageInfo: page.pageInfo,
      };
    },
    [api, entityRef],
  );
  return useCursorPages(load);
}

/**
 * Filters incidents one by one, for services with more postmortems than one
 * page.
 */
async function withoutPostmortem(
  api: PostmortemsApi,
  incidents: Incident[],
  signal: AbortSignal,
) {
  const answers = await Promise.all(
    incidents.map(({ key }) =>
      api.listPostmortems({ incidentKey: key, limit: 1 }, { signal }),
    ),
  );
  return incidents.filter((_, index) => answers[index].items.length === 0);
}
