import { SelectField } from '../../shared/form/SelectField';
import {
  datesOf,
  PERIODS,
  timespanOf,
  type Dates,
  type Period,
} from '../../shared/orgMetricsAddress';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DateFields } from './DateFields';

const CUSTOM = 'custom';

/** A period until now, or custom dates. */
export function PeriodFields(props: {
  value: Period | Dates;
  /** Typed dates must not add entries to the browser's history. */
  onChange(value: Period | Dates, options: { typed: boolean }): void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  const custom = typeof value === 'object';
  return (
    <>
      <SelectField<Period | typeof CUSTOM>
        id="filter-period"
        label={t('orgMetrics.filter.period')}
        value={custom ? CUSTOM : value}
        options={[
          ...PERIODS.map(period => ({
            value: period,
            label: t(`orgMetrics.filter.periods.days${period}`),
          })),
          { value: CUSTOM, label: t('orgMetrics.filter.custom') },
        ]}
        onChange={period =>
          onChange(period === CUSTOM ? datesOf(timespanOf(value)) : period, {
            typed: false,
          })
        }
      />
      {custom && (
        <DateFields
          value={value}
          onChange={dates => onChange(dates, { typed: true })}
        />
      )}
    </>
  );
}
