import { parseEntityRef } from '@backstage/catalog-model';
import type { ActionItemStatus } from '@postmortems/backstage-plugin-postmortems-common';
import {
  writeFilters,
  writeView,
  type EntityFilter,
} from '../../shared/orgMetricsAddress';
import { formatUtcDate } from '../../shared/format/times';

/** The filter for each kind of entity. */
const FILTERS: Record<string, EntityFilter> = {
  group: 'owner',
  system: 'system',
  domain: 'domain',
};

/** The counts are of all time, so that the list must be too. */
const FIRST_DAY = '2000-01-01';

/** The query string of the list of an entity's action items with a status. */
export function actionItemsAddress(
  entityRef: string,
  status: ActionItemStatus,
): string {
  const filter = FILTERS[parseEntityRef(entityRef).kind] ?? 'entity';
  const today = formatUtcDate(Date.now());
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
