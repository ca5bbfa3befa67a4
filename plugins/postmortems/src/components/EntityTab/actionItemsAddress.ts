import { parseEntityRef } from '@backstage/catalog-model';
import type { ActionItemStatus } from '@postmortems/backstage-plugin-postmortems-common';
import {
  writeFilters,
  writeView,
  type EntityFilter,
} from '../OrgMetricsPage/address';
import { dayOf } from '../shared/times';

/** The page's filter for each kind of entity. */
const FILTERS: Record<string, EntityFilter> = {
  group: 'owner',
  system: 'system',
  domain: 'domain',
};

/** The page looks back for a while only; the counts on the tab are of all times. */
const FIRST_DAY = '2000-01-01';

/** What follows the path of the page of all postmortems, to have the action items of an entity in a status. */
export function actionItemsAddress(
  entityRef: string,
  status: ActionItemStatus,
): string {
  const filter = FILTERS[parseEntityRef(entityRef).kind] ?? 'entity';
  const today = dayOf(Date.now());
  const parameters = new URLSearchParams([
    ...writeView({ view: 'action-items', status }),
    ...writeFilters({
      period: { from: FIRST_DAY, to: today },
      severity: [],
      [filter]: entityRef,
    }),
  ]);
  return `?${parameters}`;
}
