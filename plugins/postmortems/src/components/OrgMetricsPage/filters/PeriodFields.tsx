import { FormField } from '../../shared/form/FormField';
import { useWords } from '../../shared/useWords';
import {
  datesOf,
  PERIODS,
  timespanOf,
  type Dates,
  type Period,
} from '../address';
import { DateFields } from './DateFields';

const CUSTOM = 'custom';

/** How far one looks back, or from which date to which. */
export function PeriodFields(props: {
  value: Period | Dates;
  /** `typed` is a date in the making: it is no choice to go back to. */
  onChange(value: Period | Dates, options: { typed: boolean }): void;
}) {
  const { value, onChange } = props;
  const { t } = useWords();
  const custom = typeof value === 'object';
  return (
    <>
      <FormField
        id="filter-period"
        select
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
        label={t('orgMetrics.filter.period')}
        value={custom ? CUSTOM : value}
        onChange={({ target }) => {
          const period = PERIODS.find(one => one === target.value);
          onChange(period ?? datesOf(timespanOf(value)), { typed: false });
        }}
      >
        {PERIODS.map(period => (
          <option key={period} value={period}>
            {t(`orgMetrics.filter.periods.days${period}`)}
          </option>
        ))}
        <option value={CUSTOM}>{t('orgMetrics.filter.custom')}</option>
      </FormField>
      {custom && (
        <DateFields
          value={value}
          onChange={dates => onChange(dates, { typed: true })}
        />
      )}
    </>
  );
}
