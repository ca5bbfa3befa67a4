import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  reviewStatusSchema,
  type PostmortemSummary,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { FormField } from '../../shared/form/FormField';
import { PostmortemTable } from '../../shared/PostmortemTable';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useWords } from '../../shared/useWords';
import {
  isNarrowed,
  plainView,
  type PageAddress,
  type PostmortemsView,
} from '../address';
import { ListCsvButton } from '../csv/ListCsvButton';
import { ListHead } from '../lists/ListHead';
import { EmptyList } from '../lists/EmptyList';
import { PagedList } from '../lists/PagedList';
import { counted } from '../../shared/numbers';
import { POSTMORTEM_COLUMNS, postmortemRow } from './csvRows';
import { SearchField } from './SearchField';

const useStyles = makeStyles((theme: Theme) => ({
  tools: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'minmax(0, 320px) minmax(0, 200px)',
    marginBottom: theme.spacing(1),
  },
}));

/** Every postmortem that the filters choose; searching looks at all times. */
export function PostmortemsList(props: {
  view: PostmortemsView;
  address: PageAddress;
}) {
  const { view, address } = props;
  const { q, status, order } = view;
  const classes = useStyles();
  const { t } = useWords();
  const read = useReader(address, view);
  const pages = useCursorPages<PostmortemSummary>(read);
  const title = t('common.postmortems');
  return (
    <>
      <ListHead title={title}>
        <ListCsvButton
          fileName="postmortems.csv"
          header={POSTMORTEM_COLUMNS}
          rowOf={postmortemRow}
          read={read}
        />
      </ListHead>
      <div className={classes.tools}>
        <SearchField
          label={t('orgMetrics.postmortems.search')}
          value={q ?? ''}
          onChange={typed =>
            address.goTo({ ...view, q: typed || undefined }, { replace: true })
          }
        />
        <FormField
          id="list-status"
          select
          SelectProps={{ native: true }}
          InputLabelProps={{ shrink: true }}
          label={t('orgMetrics.postmortems.status')}
          value={status ?? ''}
          onChange={({ target }) =>
            address.goTo({
              ...view,
              status: reviewStatusSchema.safeParse(target.value).data,
            })
          }
        >
          <option value="">{t('common.all')}</option>
          {reviewStatusSchema.options.map(one => (
            <option key={one} value={one}>
              {t(`common.reviewStatus.${one}`)}
            </option>
          ))}
        </FormField>
      </div>
      {q && (
        <Typography variant="body2" role="status" paragraph>
          {t('orgMetrics.postmortems.allTime')}
        </Typography>
      )}
      <PagedList
        pages={pages}
        totalOf={count => t('common.list.postmortems', counted(count))}
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
  const { t } = useWords();
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
  const narrowed = view.status !== undefined || isNarrowed(address.filters);
  return (
    <EmptyList
      title={t(
        narrowed
          ? 'orgMetrics.empty.postmortemsNarrowed'
          : 'orgMetrics.empty.postmortems',
      )}
      text={t(
        narrowed
          ? 'orgMetrics.empty.narrowedText'
          : 'orgMetrics.empty.postmortemsText',
      )}
      address={address}
      offer={
        view.status && {
          label: t('orgMetrics.empty.allStatuses'),
          onChoose: () => address.goTo(plainView('postmortems')),
        }
      }
    />
  );
}

/** Reads the list; the period does not hide what is searched for. */
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
