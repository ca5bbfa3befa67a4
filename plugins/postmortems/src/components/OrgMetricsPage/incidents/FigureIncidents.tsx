import { LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import {
  DURATION_FIGURES,
  type FigureIncident,
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
import type { MetricsState } from '../useMetrics';
import { FIGURE_INCIDENT_COLUMNS, figureIncidentRow } from './csvRows';
import { expectedCount } from './expectedCount';
import { whatIsShown } from './figureWords';
import { useFigureColumns } from './useFigureColumns';

/** The incidents behind a figure, or behind a part of it: as many as it says. */
export function FigureIncidents(props: {
  drillDown: DrillDown;
  address: PageAddress;
  metrics: MetricsState;
}) {
  const { drillDown, address, metrics } = props;
  const { t } = useWords();
  const read = useReader(address, drillDown);
  const pages = useCursorPages<FigureIncident>(read);
  const columns = useFigureColumns(drillDown);
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
        {t('metrics.drillDown.back')}
      </LinkButton>
      <ListHead
        title={
          count === undefined
            ? what
            : t('metrics.drillDown.heading', { what, ...counted(count) })
        }
      >
        <ListCsvButton
          fileName={`incidents-${drillDown.figure}.csv`}
          header={FIGURE_INCIDENT_COLUMNS}
          rowOf={figureIncidentRow}
          read={read}
        />
      </ListHead>
      <PagedList
        pages={pages}
        totalOf={number => t('common.list.incidents', counted(number))}
        empty={
          <EmptyList
            title={t('metrics.empty.figure')}
            text={t(
              isNarrowed(address.filters)
                ? 'metrics.empty.narrowedText'
                : 'metrics.empty.periodText',
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
  const { figure, part, verdict, theme, month, atLeast, below, order } =
    drillDown;
  return useCallback(
    (cursor: string | undefined, signal: AbortSignal, limit?: number) =>
      api.listFigureIncidents(
        {
          ...query,
          ...(month && withinMonth(query, month)),
          figure,
          part,
          verdict,
          theme,
          atLeast,
          below,
          order,
          cursor,
          limit,
        },
        { signal },
      ),
    [api, query, figure, part, verdict, theme, month, atLeast, below, order],
  );
}

/** Minutes can be ordered by; the other figures come newest first. */
function useOrder(
  address: PageAddress,
  drillDown: DrillDown,
): ListOrder | undefined {
  const { t } = useWords();
  if (!DURATION_FIGURES.includes(drillDown.figure)) return undefined;
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
