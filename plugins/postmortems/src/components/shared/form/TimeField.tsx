import { utcText } from '../times';
import { useWords } from '../useWords';
import { type FieldProps, FormField } from './FormField';
import { localZone, toInstant } from './timeField';

/** A time in the reader's own zone, and beneath it the UTC that is stored. */
export function TimeField(
  props: FieldProps & {
    /** As a `datetime-local` field holds it. */
    value: string;
    /** Asks for seconds too. */
    precise?: boolean;
    onChange(value: string): void;
  },
) {
  const { value, label, help, precise, onChange, ...field } = props;
  const { t } = useWords();
  const instant = toInstant(value);
  // What is no time comes back as it was
  const stored = instant !== value;
  return (
    <FormField
      {...field}
      type="datetime-local"
      InputLabelProps={{ shrink: true }}
      inputProps={precise ? { step: 1 } : undefined}
      label={t('common.time.local', { label, zone: localZone() })}
      help={stored ? t('common.time.stored', { utc: utcText(instant) }) : help}
      value={value}
      onChange={event => onChange(event.target.value)}
    />
  );
}
