import { useEffect, useState } from 'react';
import { FormField } from '../../shared/form/FormField';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  FIRST_YEAR,
  isDate,
  lastYear,
  type Dates,
} from '../../shared/orgMetricsAddress';

const NAMES = ['from', 'to'] as const;

/** Two dates. Reports them once they are a valid range. */
export function DateFields(props: {
  value: Dates;
  onChange(value: Dates): void;
}) {
  const { value, onChange } = props;
  const { from, to } = value;
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Dates>();
  // No error for a date while it is being typed
  const [editing, setEditing] = useState<keyof Dates>();
  useEffect(() => setTyped(undefined), [from, to]);
  const shown = typed ?? value;
  const errorOf = (name: keyof Dates) => {
    if (!isDate(shown[name])) {
      return name === editing
        ? undefined
        : t('orgMetrics.filter.dateMissing', {
            first: `${FIRST_YEAR}`,
            last: `${lastYear()}`,
          });
    }
    return name === 'from' && isDate(shown.to) && shown.from > shown.to
      ? t('orgMetrics.filter.fromAfterTo')
      : undefined;
  };
  return (
    <>
      {NAMES.map(name => (
        <FormField
          key={name}
          id={`filter-${name}`}
          type="date"
          label={t(`orgMetrics.filter.${name}`)}
          InputLabelProps={{ shrink: true }}
          errorMessage={errorOf(name)}
          value={shown[name]}
          onChange={date => {
            const dates = { ...shown, [name]: date };
            setTyped(dates);
            const complete = isDate(dates.from) && isDate(dates.to);
            if (complete && dates.from <= dates.to) onChange(dates);
          }}
          onFocus={() => setEditing(name)}
          onBlur={() => setEditing(undefined)}
        />
      ))}
    </>
  );
}
