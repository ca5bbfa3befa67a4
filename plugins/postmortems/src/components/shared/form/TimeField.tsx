import { formatUtcDateTime } from '../format/times';
import { useTranslation } from '../translation/useTranslation';
import { type FieldProps, FormField } from './FormField';
import { localZone, toInstant } from './timeField';

/** A time in the reader's time zone, with the UTC time below it. */
export function TimeField(
  props: FieldProps & {
    /** In the format of `datetime-local` fields. */
    value: string;
    /** To the second. */
    precise?: boolean;
    /** Whether it is stored, and the reader told so. */
    stored?: boolean;
    onChange(value: string): void;
  },
) {
  const { label, help, precise, stored = true, ...field } = props;
  const { t } = useTranslation();
  const instant = toInstant(field.value);
  const valid = instant !== field.value;
  const utc = valid && formatUtcDateTime(instant);
  return (
    <FormField
      {...field}
      type="datetime-local"
      InputLabelProps={{ shrink: true }}
      inputProps={precise ? { step: 1 } : undefined}
      label={t('common.time.local', { label, zone: localZone() })}
      help={(utc && (stored ? t('common.time.stored', { utc }) : utc)) || help}
    />
  );
}
