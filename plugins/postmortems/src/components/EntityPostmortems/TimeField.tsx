import { FormField } from '../FormField';
import { useWords } from '../useWords';
import { localZone, toInstant } from './localTime';

/** A time in the reader's own zone, and beneath it the UTC that is stored. */
export function TimeField(props: {
  id: string;
  label: string;
  required?: boolean;
  disabled: boolean;
  error?: string;
  /** What is said while it is empty. */
  help: string;
  value: string;
  onChange(value: string): void;
}) {
  const { t } = useWords();
  return (
    <FormField
      id={props.id}
      type="datetime-local"
      InputLabelProps={{ shrink: true }}
      label={t('list.start.localTime', {
        label: props.label,
        zone: localZone(),
      })}
      required={props.required}
      disabled={props.disabled}
      value={props.value}
      error={props.error !== undefined}
      helperText={
        props.error ??
        (props.value
          ? t('list.start.storedAs', { utc: inUtc(props.value) })
          : props.help)
      }
      onChange={event => props.onChange(event.target.value)}
    />
  );
}

/** e.g. `2026-03-02 14:07` */
function inUtc(field: string): string {
  return toInstant(field).slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
}
