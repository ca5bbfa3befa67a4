import { useEffect, useState } from 'react';
import { FormField } from '../../shared/form/FormField';
import { useWords } from '../../shared/useWords';
import { FIRST_YEAR, isDate, lastYear, type Dates } from '../address';

const NAMES = ['from', 'to'] as const;

/** From which date to which. What is typed stays in the fields until it is a range to ask for. */
export function DateFields(props: {
  value: Dates;
  onChange(value: Dates): void;
}) {
  const { value, onChange } = props;
  const { from, to } = value;
  const { t } = useWords();
  const [typed, setTyped] = useState<Dates>();
  // A year in the making is no mistake yet
  const [writing, setWriting] = useState<keyof Dates>();
  useEffect(() => setTyped(undefined), [from, to]);
  const shown = typed ?? value;
  const problemOf = (name: keyof Dates) => {
    if (!isDate(shown[name])) {
      return name === writing
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
          problem={problemOf(name)}
          value={shown[name]}
          onChange={({ target }) => {
            const dates = { ...shown, [name]: target.value };
            setTyped(dates);
            const complete = isDate(dates.from) && isDate(dates.to);
            if (complete && dates.from <= dates.to) onChange(dates);
          }}
          onFocus={() => setWriting(name)}
          onBlur={() => setWriting(undefined)}
        />
      ))}
    </>
  );
}
