import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { useRef } from 'react';
import { CatalogField, useKindSearch } from '../../shared/catalog';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  hasFilters,
  NO_FILTERS,
  type EntityFilter,
  type Filters,
  type PageAddress,
} from '../../shared/orgMetricsAddress';
import { PeriodFields } from './PeriodFields';
import { SeverityField } from './SeverityField';
import { TierField } from './TierField';

/** The entity kind of each filter. */
const KINDS = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  entity: 'component',
} as const satisfies Record<EntityFilter, string>;

const useStyles = makeStyles((theme: Theme) => ({
  bar: {
    display: 'grid',
    alignItems: 'start',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    marginBottom: theme.spacing(1),
  },
  clear: { alignSelf: 'center', justifySelf: 'start', whiteSpace: 'nowrap' },
}));

/** The filters of the page. */
export function FilterBar(props: {
  filters: Filters;
  onChange: PageAddress['filter'];
}) {
  const { filters, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const entity = (name: EntityFilter) => (
    <EntityField
      id={`filter-${name}`}
      label={t(`common.names.${name}`)}
      kind={KINDS[name]}
      value={filters[name]}
      onChange={value => onChange({ [name]: value })}
    />
  );
  return (
    <div
      ref={bar}
      className={classes.bar}
      role="search"
      aria-label={t('orgMetrics.filter.label')}
    >
      <PeriodFields
        value={filters.period}
        onChange={(period, { typed }) =>
          onChange({ period }, { replace: typed })
        }
      />
      {entity('owner')}
      {entity('system')}
      {entity('domain')}
      {filters.entity && entity('entity')}
      <TierField value={filters.tier} onChange={tier => onChange({ tier })} />
      <SeverityField
        value={filters.severity}
        onChange={severity => onChange({ severity })}
      />
      {hasFilters(filters) && (
        <Button
          className={classes.clear}
          onClick={() => {
            onChange(NO_FILTERS);
            // The button unmounts; keep the focus in the bar
            bar.current?.querySelector('select')?.focus();
          }}
        >
          {t('orgMetrics.filter.clear')}
        </Button>
      )}
    </div>
  );
}

/** A filter by an entity of one kind. */
function EntityField(props: {
  id: string;
  label: string;
  /** In lower case. */
  kind: string;
  /** Full entity ref. */
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  const { kind, ...field } = props;
  const { t } = useTranslation();
  const search = useKindSearch(kind);
  return (
    <CatalogField {...field} placeholder={t('common.all')} search={search} />
  );
}
