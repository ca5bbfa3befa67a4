import { LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import {
  DURATION_METRICS,
  type OrgMetricIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useCategories } from '../../shared/categories/useCategories';
import { ListTable, type ListOrder } from '../../shared/list';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  hasFilters,
  defaultView,
  withinMonth,
  type DrillDown,
  type PageAddress,
} from '../../shared/orgMetricsAddress';
import { ListCsvButton } from '../csv/ListCsvButton';
import { totalCount } from '../lists/totalCount';
import { ListHeader } from '../lists/ListHeader';
import { EmptyList } from '../lists/EmptyList';
import { PagedList } from '../../shared/list/PagedList';
import { countParams } from '../../shared/format/numbers';
import type { OrgMetricsState } from '../useOrgMetrics';
import { METRIC_INCIDENT_COLUMNS } from './csvColumns';
import { drillDownCount } from './drillDownCount';
import { drillDownTitle } from './drillDownTitle';
import { useMetricColumns } from './useMetricColumns';

/** The incidents behind a metric, or behind a part of it. */
export function MetricIncidents(props: {
  drillDown: DrillDown;
  address: PageAddress;
  metrics: OrgMetricsState;
}) {
  const { drillDown, address, metrics } = props;
  const { t } = useTranslation();
  const categories = useCategories();
  const read = useReader(address, drillDown);
  const pages = useCursorPages<OrgMetricIncident>(read);
  const columns = useMetricColumns(drillDown, categories);
  const order = useOrder(address, drillDown);
  const what = drillDownTitle(drillDown, categories, t);
  const count = totalCount(
    pages,
    metrics.value && !metrics.updating
      ? drillDownCount(metrics.value.metrics, drillDown)
      : undefined,
  );
  return (
    <>
      <LinkButton
        // A link that looks like a button
        role={undefined}
        to={address.pathTo(defaultView('metrics'))}
        size="small"
        startIcon={<ArrowBackIcon />}
      >
        {t('orgMetrics.drillDown.back')}
      </LinkButton>
      <ListHeader
        title={
          count === undefined
            ? what
            : t('orgMetrics.drillDown.heading', { what, ...countParams(count) })
        }
      >
        <ListCsvButton
          fileName={`incidents-${drillDown.metric}.csv`}
          columns={METRIC_INCIDENT_COLUMNS}
          read={read}
        />
      </ListHeader>
      <PagedList
        pages={pages}
        totalOf={number => t('common.list.incidents', countParams(number))}
        empty={
          <EmptyList
            title={t('orgMetrics.empty.metric')}
            text={t(
              hasFilters(address.filters)
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

/** Loads a page of the list. A month restricts the period. */
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

/** Durations can be sorted by; the other metrics are sorted by date. */
function useOrder(
  address: PageAddress,
  drillDown: DrillDown,
): ListOrder | undefined {
  const { t } = useTranslation();
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
        view: 'metrics',
        drillDown: {
          ...drillDown,
          order: value === 'longest' ? 'longest' : 'newest',
        },
      }),
  };
}
