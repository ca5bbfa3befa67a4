import { useApi } from '@backstage/core-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  retrospectiveOrderSchema,
  reviewStatusSchema,
  severitySchema,
  THEMES,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { FormField } from '../FormField';
import { useWords } from '../useWords';
import { ONLY, PERIODS, type ListFilters } from './useListFilters';

const useStyles = makeStyles((theme: Theme) => ({
  bar: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))',
    marginBottom: theme.spacing(2),
  },
}));

/** Groups, systems and domains that one can narrow to; most organisations have fewer. */
const MAX_ENTITIES = 1000;
/** Typing is looked for when it pauses, in milliseconds. */
const PAUSE_MS = 300;

type Option = readonly [value: string, label: string];

/** What the figures and the list are about. */
export function FilterBar(props: {
  filters: ListFilters;
  onChange(change: Partial<ListFilters>): void;
}) {
  const { filters, onChange } = props;
  const classes = useStyles();
  const { t } = useWords();
  const catalog = useApi(catalogApiRef);
  const { value: entities = [] } = useAsync(async () => {
    const { items } = await catalog.getEntities({
      filter: { kind: ['Group', 'System', 'Domain'] },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
      limit: MAX_ENTITIES,
      order: [{ field: 'metadata.name', order: 'asc' }],
    });
    return items.map(
      (entity): Option => [
        stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
        `${entity.metadata.name} (${entity.kind.toLocaleLowerCase('en-US')})`,
      ],
    );
  }, [catalog]);
  const [words, setWords] = useState(filters.q ?? '');
  useEffect(() => {
    const timer = setTimeout(() => {
      if (words !== (filters.q ?? '')) onChange({ q: words });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, filters.q, onChange]);

  const choice = (
    name: Exclude<keyof ListFilters, 'q' | 'tier'>,
    label: string,
    options: readonly Option[],
    all?: string,
  ) => (
    <FormField
      key={name}
      id={`filter-${name}`}
      select
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      label={label}
      value={filters[name] ?? ''}
      onChange={({ target: { value } }) =>
        onChange({ [name]: value || undefined })
      }
    >
      {all && <option value="">{all}</option>}
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </FormField>
  );
  return (
    <div className={classes.bar} role="search">
      {choice(
        'period',
        t('metrics.filter.period'),
        PERIODS.map(days => [days, t(`metrics.filter.periods.days${days}`)]),
      )}
      {choice(
        'entity',
        t('metrics.filter.entity'),
        entities,
        t('metrics.filter.everything'),
      )}
      {choice(
        'severity',
        t('metrics.filter.severity'),
        severitySchema.options.map(one => [one, t(`list.severity.${one}`)]),
        t('list.filter.all'),
      )}
      <FormField
        id="filter-tier"
        label={t('metrics.filter.tier')}
        InputLabelProps={{ shrink: true }}
        value={filters.tier ?? ''}
        onChange={({ target: { value } }) => onChange({ tier: value.trim() })}
      />
      {choice(
        'status',
        t('list.filter.status'),
        reviewStatusSchema.options.map(one => [one, t(`list.status.${one}`)]),
        t('list.filter.all'),
      )}
      {choice(
        'only',
        t('metrics.filter.only'),
        ONLY.map(one => [one, t(`metrics.filter.onlys.${one}`)]),
        t('list.filter.all'),
      )}
      {choice(
        'theme',
        t('metrics.filter.theme'),
        THEMES.map(one => [one, t(`metrics.theme.${one}`)]),
        t('list.filter.all'),
      )}
      {choice(
        'order',
        t('metrics.filter.order'),
        retrospectiveOrderSchema.options.map(one => [
          one,
          t(`metrics.filter.orders.${one}`),
        ]),
      )}
      <FormField
        id="filter-q"
        type="search"
        label={t('metrics.filter.q')}
        InputLabelProps={{ shrink: true }}
        value={words}
        onChange={({ target: { value } }) => setWords(value)}
      />
    </div>
  );
}
