import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { useRef } from 'react';
import { useWords } from '../../shared/useWords';
import {
  isNarrowed,
  NOTHING_NARROWED,
  type EntityFilter,
  type Filters,
  type PageAddress,
} from '../address';
import { EntityField } from './EntityField';
import { PeriodFields } from './PeriodFields';
import { SeverityField } from './SeverityField';
import { TierField } from './TierField';

/** Which kind of entity each filter searches for. */
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

/** What the metrics and lists of the page are about. */
export function FilterBar(props: {
  filters: Filters;
  onChange: PageAddress['filter'];
}) {
  const { filters, onChange } = props;
  const classes = useStyles();
  const { t } = useWords();
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
      {isNarrowed(filters) && (
        <Button
          className={classes.clear}
          onClick={() => {
            onChange(NOTHING_NARROWED);
            // The button goes, and must not take the focus with it
            bar.current?.querySelector('select')?.focus();
          }}
        >
          {t('orgMetrics.filter.clear')}
        </Button>
      )}
    </div>
  );
}
