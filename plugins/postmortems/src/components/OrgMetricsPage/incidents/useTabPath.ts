import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { POSTMORTEM_KINDS } from '../../../isPostmortemsAvailable';

/** Where the tab is on an entity's page, unless an app has put it elsewhere. */
const TAB = '/postmortems';

/**
 * Answers with the path of the Postmortems tab of an entity, by its full ref;
 * `undefined` for kinds without one.
 */
export function useTabPath(): (entityRef: string) => string | undefined {
  const pathOf = useRouteRef(entityRouteRef);
  return entityRef =>
    POSTMORTEM_KINDS.includes(parseEntityRef(entityRef).kind)
      ? `${pathOf(entityRouteParams(entityRef))}${TAB}`
      : undefined;
}
