import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { UnassignedEvidence } from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { SearchField } from '../../shared/form/SearchField';
import { SelectField } from '../../shared/form/SelectField';
import { countParams } from '../../shared/format/numbers';
import { PagedList } from '../../shared/list/PagedList';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useTranslation } from '../../shared/translation/useTranslation';
import { SelectionActions } from './SelectionActions';
import { UnassignedTable } from './UnassignedTable';

const STATES = ['unassigned', 'dismissed'] as const;

const useStyles = makeStyles((theme: Theme) => ({
  filters: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 280px))',
    margin: theme.spacing(1, 0),
  },
}));

/** Evidence that belongs to no incident yet, to assign or to dismiss. */
export function UnassignedView(props: { sourceIds: readonly string[] }) {
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const [filters, setFilters] = useState({
    text: '',
    source: '',
    state: STATES[0] as (typeof STATES)[number],
  });
  const { text, source, state } = filters;
  const [selected, setSelected] = useState<readonly UnassignedEvidence[]>([]);
  const read = useCallback(
    (cursor: string | undefined, signal: AbortSignal) =>
      api.listUnassignedEvidence(
        {
          state,
          cursor,
          ...(text && { text }),
          ...(source && { source }),
        },
        { signal },
      ),
    [api, state, text, source],
  );
  const pages = useCursorPages<UnassignedEvidence>(read);
  const filter = (change: Partial<typeof filters>) => {
    // What is not shown any more is not chosen
    setSelected([]);
    setFilters({ ...filters, ...change });
  };
  return (
    <>
      <Typography variant="body2">
        {t('sources.unassignedList.explain')}
      </Typography>
      <div className={classes.filters}>
        <SearchField
          label={t('sources.unassignedList.search')}
          value={text}
          onChange={typed => filter({ text: typed })}
        />
        <SelectField
          id="unassigned-source"
          label={t('sources.unassignedList.source')}
          value={source}
          options={[
            { value: '', label: t('common.all') },
            ...props.sourceIds.map(id => ({ value: id, label: id })),
          ]}
          onChange={chosen => filter({ source: chosen })}
        />
        <SelectField
          id="unassigned-state"
          label={t('sources.unassignedList.state')}
          value={state}
          options={STATES.map(value => ({
            value,
            label: t(`sources.unassignedList.states.${value}`),
          }))}
          onChange={chosen => filter({ state: chosen })}
        />
      </div>
      <SelectionActions
        selected={selected}
        mayDismiss={state === 'unassigned'}
        onDone={() => {
          setSelected([]);
          pages.reload();
        }}
      />
      <PagedList
        pages={pages}
        totalOf={count => t('sources.unassignedList.total', countParams(count))}
        empty={
          <Typography>
            {text || source || state === 'dismissed'
              ? t('sources.unassignedList.noneFound')
              : t('sources.unassignedList.none')}
          </Typography>
        }
      >
        {items => (
          <UnassignedTable
            items={items}
            selected={selected}
            onSelect={setSelected}
          />
        )}
      </PagedList>
    </>
  );
}
