import { useState } from 'react';
import { FormField } from '../../form/FormField';
import { useWords } from '../../useWords';
import {
  datesOf,
  isDate,
  PERIODS,
  timespanOf,
  type Dates,
  type Period,
} from '../address';

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
        label={t('metrics.filter.period')}
        value={custom ? CUSTOM : value}
        onChange={({ target }) => {
          const period = PERIODS.find(one => one === target.value);
          onChange(period ?? datesOf(timespanOf(value)), { typed: false });
        }}
      >
        {PERIODS.map(period => (
          <option key={period} value={period}>
            {t(`metrics.filter.periods.days${period}`)}
          </option>
        ))}
        <option value={CUSTOM}>{t('metrics.filter.custom')}</option>
      </FormField>
      {custom &&
        (['from', 'to'] as const).map(name => (
          <DateField
            key={name}
            id={`filter-${name}`}
            label={t(`metrics.filter.${name}`)}
            value={value[name]}
            onChange={date => {
              const dates = { ...value, [name]: date };
              if (dates.from <= dates.to) onChange(dates, { typed: true });
            }}
          />
        ))}
    </>
  );
}

/** A date. What is typed stays in the field while it is not one yet. */
function DateField(props: {
  id: string;
  label: string;
  value: string;
  onChange(date: string): void;
}) {
  const { id, label, value, onChange } = props;
  const [typed, setTyped] = useState<string>();
  return (
    <FormField
      id={id}
      type="date"
      label={label}
      InputLabelProps={{ shrink: true }}
      value={typed ?? value}
      onChange={({ target }) => {
        setTyped(target.value);
        if (isDate(target.value)) onChange(target.value);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
