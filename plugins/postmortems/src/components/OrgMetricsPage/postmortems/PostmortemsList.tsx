import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  reviewStatusSchema,
  type PostmortemSummary,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { SelectField } from '../../shared/form/SelectField';
import { PostmortemTable } from '../../shared/PostmortemTable';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  hasFilters,
  defaultView,
  type PageAddress,
  type PostmortemsView,
} from '../../shared/orgMetricsAddress';
import { ListCsvButton } from '../csv/ListCsvButton';
import { ListHeader } from '../lists/ListHeader';
import { EmptyList } from '../lists/EmptyList';
import { PagedList } from '../../shared/list/PagedList';
import { countParams } from '../../shared/format/numbers';
import { POSTMORTEM_COLUMNS } from './csvColumns';
import { SearchField } from '../../shared/form/SearchField';

const useStyles = makeStyles((theme: Theme) => ({
  tools: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'minmax(0, 320px) minmax(0, 200px)',
    marginBottom: theme.spacing(1),
  },
}));

/** The postmortems that match the filters. Searching ignores the period. */
export function PostmortemsList(props: {
  view: PostmortemsView;
  address: PageAddress;
}) {
  const { view, address } = props;
  const { q, status, order } = view;
  const classes = useStyles();
  const { t } = useTranslation();
  const read = useReader(address, view);
  const pages = useCursorPages<PostmortemSummary>(read);
  const title = t('common.postmortems');
  return (
    <>
      <ListHeader title={title}>
        <ListCsvButton
          fileName="postmortems.csv"
          columns={POSTMORTEM_COLUMNS}
          read={read}
        />
      </ListHeader>
      <div className={classes.tools}>
        <SearchField
          label={t('orgMetrics.postmortems.search')}
          value={q ?? ''}
          onChange={typed =>
            address.goTo({ ...view, q: typed || undefined }, { replace: true })
          }
        />
        <SelectField
          id="list-status"
          label={t('orgMetrics.postmortems.status')}
          value={status ?? ''}
          options={[
            { value: '', label: t('common.all') },
            ...reviewStatusSchema.options.map(value => ({
              value,
              label: t(`common.reviewStatus.${value}`),
            })),
          ]}
          onChange={value =>
            address.goTo({ ...view, status: value || undefined })
          }
        />
      </div>
      {q && (
        <Typography variant="body2" role="status" paragraph>
          {t('orgMetrics.postmortems.allTime')}
        </Typography>
      )}
      <PagedList
        pages={pages}
        totalOf={count => t('common.list.postmortems', countParams(count))}
        empty={<NoPostmortems view={view} address={address} />}
      >
        {items => (
          <PostmortemTable
            postmortems={items}
            label={title}
            order={{
              value: order,
              onChange: next => address.goTo({ ...view, order: next }),
            }}
          />
        )}
      </PagedList>
    </>
  );
}

function NoPostmortems(props: { view: PostmortemsView; address: PageAddress }) {
  const { view, address } = props;
  const { t } = useTranslation();
  if (view.q) {
    return (
      <EmptyList
        title={t('orgMetrics.empty.search')}
        text={t('orgMetrics.empty.searchText')}
        address={address}
        dated={false}
      />
    );
  }
  const filtered = view.status !== undefined || hasFilters(address.filters);
  return (
    <EmptyList
      title={t(
        filtered
          ? 'orgMetrics.empty.postmortemsNarrowed'
          : 'orgMetrics.empty.postmortems',
      )}
      text={t(
        filtered
          ? 'orgMetrics.empty.narrowedText'
          : 'orgMetrics.empty.postmortemsText',
      )}
      address={address}
      offer={
        view.status && {
          label: t('orgMetrics.empty.allStatuses'),
          onChoose: () => address.goTo(defaultView('postmortems')),
        }
      }
    />
  );
}

/** Loads a page of the list. Searching ignores the period. */
function useReader({ query }: PageAddress, view: PostmortemsView) {
  const api = useApi(postmortemsApiRef);
  const { q, status, order } = view;
  return useCallback(
    (cursor: string | undefined, signal: AbortSignal, limit?: number) => {
      const { from, to, ...where } = query;
      return api.listPostmortems(
        { ...where, ...(!q && { from, to }), q, status, order, cursor, limit },
        { signal },
      );
    },
    [api, query, q, status, order],
  );
}
