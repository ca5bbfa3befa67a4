import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  actionItemStatusSchema,
  type ActionItemRecord,
  type ActionItemStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { SelectField } from '../../shared/form/SelectField';
import { ListTable } from '../../shared/list';
import { useCursorPages } from '../../shared/list/useCursorPages';
import {
  useTranslation,
  type TFunction,
} from '../../shared/translation/useTranslation';
import {
  hasFilters,
  type ActionItemsView,
  type PageAddress,
} from '../../shared/orgMetricsAddress';
import { ListCsvButton } from '../csv/ListCsvButton';
import { totalCount } from '../lists/totalCount';
import { ListHeader } from '../lists/ListHeader';
import { EmptyList } from '../lists/EmptyList';
import { PagedList } from '../../shared/list/PagedList';
import { countParams, formatNumber } from '../../shared/format/numbers';
import type { OrgMetricsState } from '../useOrgMetrics';
import { focusListHeading } from '../focus/useReturnFocus';
import { countsOf } from './countsOf';
import { ACTION_ITEM_COLUMNS } from './csvColumns';
import { useActionItemColumns } from './useActionItemColumns';
import { Row } from '../../shared/layout/Row';

const ALL = 'all';

const useStyles = makeStyles((theme: Theme) => ({
  status: { width: 200 },
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
  },
}));

/** The action items of the incidents that match the filters. */
export function ActionItemsList(props: {
  view: ActionItemsView;
  address: PageAddress;
  metrics: OrgMetricsState;
}) {
  const { view, address, metrics } = props;
  const { status, group } = view;
  const classes = useStyles();
  const { t } = useTranslation();
  const read = useReader(address, view);
  const pages = useCursorPages<ActionItemRecord>(read);
  const columns = useActionItemColumns();
  const counts = metrics.updating
    ? {}
    : countsOf(metrics.value?.metrics, group);
  const what = status
    ? t(`orgMetrics.actionItems.title.${status}`)
    : t('common.actionItems');
  const filtered = group !== undefined || hasFilters(address.filters);
  const count = totalCount(pages, status && counts[status]);
  return (
    <>
      <ListHeader
        title={
          count === undefined
            ? what
            : t('orgMetrics.actionItems.count', {
                what,
                number: formatNumber(count),
              })
        }
      >
        <ListCsvButton
          fileName={`action-items-${status ?? ALL}.csv`}
          columns={ACTION_ITEM_COLUMNS}
          read={read}
        />
      </ListHeader>
      <Row gridGap="4px 24px" mb={1}>
        <div className={classes.status}>
          <SelectField<ActionItemStatus | typeof ALL>
            id="list-status"
            label={t('orgMetrics.actionItems.status')}
            value={status ?? ALL}
            options={[
              { value: ALL, label: t('common.all') },
              ...actionItemStatusSchema.options.map(value => ({
                value,
                label: statusLabel(value, counts[value], t),
              })),
            ]}
            onChange={value =>
              address.goTo({
                ...view,
                status: value === ALL ? undefined : value,
              })
            }
          />
        </div>
        {group && (
          <Typography variant="body2" component="div" className={classes.group}>
            {group === 'none' ? (
              t('orgMetrics.actionItems.ofNobody')
            ) : (
              <>
                {t('orgMetrics.actionItems.ofGroup')}
                <EntityRefLink entityRef={group} underline="always" />
              </>
            )}
            <Button
              size="small"
              onClick={() => {
                focusListHeading();
                address.goTo({ ...view, group: undefined });
              }}
            >
              {t('orgMetrics.actionItems.clearGroup')}
            </Button>
          </Typography>
        )}
      </Row>
      <PagedList
        pages={pages}
        totalOf={number => t('common.list.actionItems', countParams(number))}
        empty={
          <EmptyList
            title={t(
              filtered
                ? 'orgMetrics.empty.actionItemsNarrowed'
                : 'orgMetrics.empty.actionItems',
            )}
            text={t(
              filtered
                ? 'orgMetrics.empty.narrowedText'
                : 'orgMetrics.empty.actionItemsText',
            )}
            address={address}
            offer={
              status && {
                label: t('orgMetrics.empty.allStatuses'),
                onChoose: () => address.goTo({ ...view, status: undefined }),
              }
            }
          />
        }
      >
        {items => (
          <ListTable
            label={what}
            columns={columns}
            items={items}
            keyOf={({ postmortemId, id }) => `${postmortemId} ${id}`}
          />
        )}
      </PagedList>
    </>
  );
}

function statusLabel(
  status: ActionItemStatus,
  count: number | undefined,
  t: TFunction,
): string {
  const label = t(`common.actionItem.${status}`);
  return count === undefined
    ? label
    : t('orgMetrics.actionItems.statusCount', {
        status: label,
        number: formatNumber(count),
      });
}

function useReader({ query }: PageAddress, view: ActionItemsView) {
  const api = useApi(postmortemsApiRef);
  const { status, group } = view;
  return useCallback(
    (cursor: string | undefined, signal: AbortSignal, limit?: number) =>
      api.listActionItems(
        { ...query, status, group, cursor, limit },
        { signal },
      ),
    [api, query, status, group],
  );
}
