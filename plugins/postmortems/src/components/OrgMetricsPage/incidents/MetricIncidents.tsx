import { LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import {
  DURATION_METRICS,
  type OrgMetricIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { ListTable, type ListOrder } from '../../shared/list';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useWords } from '../../shared/useWords';
import {
  isNarrowed,
  plainView,
  withinMonth,
  type DrillDown,
  type PageAddress,
} from '../address';
import { ListCsvButton } from '../csv/ListCsvButton';
import { knownTotal } from '../lists/knownTotal';
import { ListHead } from '../lists/ListHead';
import { EmptyList } from '../lists/EmptyList';
import { PagedList } from '../lists/PagedList';
import { counted } from '../../shared/numbers';
import type { OrgMetricsState } from '../useOrgMetrics';
import { METRIC_INCIDENT_COLUMNS, metricIncidentRow } from './csvRows';
import { expectedCount } from './expectedCount';
import { whatIsShown } from './metricWords';
import { useMetricColumns } from './useMetricColumns';

/** The incidents behind a metric, or behind a part of it: as many as it says. */
export function MetricIncidents(props: {
  drillDown: DrillDown;
  address: PageAddress;
  metrics: OrgMetricsState;
}) {
  const { drillDown, address, metrics } = props;
  const { t } = useWords();
  const read = useReader(address, drillDown);
  const pages = useCursorPages<OrgMetricIncident>(read);
  const columns = useMetricColumns(drillDown);
  const order = useOrder(address, drillDown);
  const what = whatIsShown(drillDown, t);
  const count = knownTotal(
    pages,
    metrics.value && !metrics.stale
      ? expectedCount(metrics.value.metrics, drillDown)
      : undefined,
  );
  return (
    <>
      <LinkButton
        // A link, and not the button that it looks like
        role={undefined}
        to={address.pathTo(plainView('learning'))}
        size="small"
        startIcon={<ArrowBackIcon />}
      >
        {t('orgMetrics.drillDown.back')}
      </LinkButton>
      <ListHead
        title={
          count === undefined
            ? what
            : t('orgMetrics.drillDown.heading', { what, ...counted(count) })
        }
      >
        <ListCsvButton
          fileName={`incidents-${drillDown.metric}.csv`}
          header={METRIC_INCIDENT_COLUMNS}
          rowOf={metricIncidentRow}
          read={read}
        />
      </ListHead>
      <PagedList
        pages={pages}
        totalOf={number => t('common.list.incidents', counted(number))}
        empty={
          <EmptyList
            title={t('orgMetrics.empty.metric')}
            text={t(
              isNarrowed(address.filters)
                ? 'orgMetrics.empty.narrowedText'
                : 'orgMetrics.empty.periodText',
            )}
            address={address}
          />
        }
      >
        {items => (
          <ListTable
            label={what}
            columns={columns}
            items={items}
            keyOf={({ incidentKey }) => incidentKey}
            order={order}
          />
        )}
      </PagedList>
    </>
  );
}

/** Reads the list; a month narrows the period. */
function useReader({ query }: PageAddress, drillDown: DrillDown) {
  const api = useApi(postmortemsApiRef);
  const { metric, part, verdict, category, month, atLeast, below, order } =
    drillDown;
  return useCallback(
    (cursor: string | undefined, signal: AbortSignal, limit?: number) =>
      api.listOrgMetricIncidents(
        {
          ...query,
          ...(month && withinMonth(query, month)),
          metric,
          part,
          verdict,
          category,
          atLeast,
          below,
          order,
          cursor,
          limit,
        },
        { signal },
      ),
    [api, query, metric, part, verdict, category, month, atLeast, below, order],
  );
}

/** Minutes can be ordered by; the other metrics come newest first. */
function useOrder(
  address: PageAddress,
  drillDown: DrillDown,
): ListOrder | undefined {
  const { t } = useWords();
  if (!DURATION_METRICS.includes(drillDown.metric)) return undefined;
  const option = (value: DrillDown['order'], columnId: string) => ({
    value,
    label: t(`common.list.orders.${value}`),
    columnId,
    direction: 'desc' as const,
  });
  return {
    value: drillDown.order,
    options: [option('newest', 'started'), option('longest', 'took')],
    onChange: value =>
      address.goTo({
        view: 'learning',
        drillDown: {
          ...drillDown,
          order: value === 'longest' ? 'longest' : 'newest',
        },
      }),
  };
}
