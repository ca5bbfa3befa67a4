import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  actionItemStatusSchema,
  type ActionItemRecord,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { FormField } from '../../shared/form/FormField';
import { ListTable } from '../../shared/list';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useWords } from '../../shared/useWords';
import { isNarrowed, type ActionItemsView, type PageAddress } from '../address';
import { ListCsvButton } from '../csv/ListCsvButton';
import { knownTotal } from '../lists/knownTotal';
import { ListHead } from '../lists/ListHead';
import { EmptyList } from '../lists/EmptyList';
import { PagedList } from '../lists/PagedList';
import { counted, numberText } from '../../shared/numbers';
import type { OrgMetricsState } from '../useOrgMetrics';
import { focusListHeading } from '../useReturnFocus';
import { countsOf } from './countsOf';
import { ACTION_ITEM_COLUMNS, actionItemRow } from './csvRows';
import { useActionItemColumns } from './useActionItemColumns';

const ALL = 'all';

const useStyles = makeStyles((theme: Theme) => ({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 3),
    marginBottom: theme.spacing(1),
  },
  status: { width: 200 },
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
  },
}));

/** The action items that follow from the incidents that the filters choose. */
export function ActionItemsList(props: {
  view: ActionItemsView;
  address: PageAddress;
  metrics: OrgMetricsState;
}) {
  const { view, address, metrics } = props;
  const { status, group } = view;
  const classes = useStyles();
  const { t } = useWords();
  const read = useReader(address, view);
  const pages = useCursorPages<ActionItemRecord>(read);
  const columns = useActionItemColumns();
  const counts = metrics.stale ? {} : countsOf(metrics.value?.metrics, group);
  const what = status
    ? t(`orgMetrics.actionItems.title.${status}`)
    : t('common.actionItems');
  const narrowed = group !== undefined || isNarrowed(address.filters);
  const count = knownTotal(pages, status && counts[status]);
  return (
    <>
      <ListHead
        title={
          count === undefined
            ? what
            : t('orgMetrics.actionItems.count', {
                what,
                number: numberText(count),
              })
        }
      >
        <ListCsvButton
          fileName={`action-items-${status ?? ALL}.csv`}
          header={ACTION_ITEM_COLUMNS}
          rowOf={actionItemRow}
          read={read}
        />
      </ListHead>
      <div className={classes.tools}>
        <div className={classes.status}>
          <FormField
            id="list-status"
            select
            SelectProps={{ native: true }}
            InputLabelProps={{ shrink: true }}
            label={t('orgMetrics.actionItems.status')}
            value={status ?? ALL}
            onChange={({ target }) =>
              address.goTo({
                ...view,
                status: actionItemStatusSchema.safeParse(target.value).data,
              })
            }
          >
            <option value={ALL}>{t('common.all')}</option>
            {actionItemStatusSchema.options.map(one => {
              const number = counts[one];
              const word = t(`common.actionItem.${one}`);
              return (
                <option key={one} value={one}>
                  {number === undefined
                    ? word
                    : t('orgMetrics.actionItems.statusCount', {
                        status: word,
                        number: numberText(number),
                      })}
                </option>
              );
            })}
          </FormField>
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
      </div>
      <PagedList
        pages={pages}
        totalOf={number => t('common.list.actionItems', counted(number))}
        empty={
          <EmptyList
            title={t(
              narrowed
                ? 'orgMetrics.empty.actionItemsNarrowed'
                : 'orgMetrics.empty.actionItems',
            )}
            text={t(
              narrowed
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
