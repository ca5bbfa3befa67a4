import { FormField } from '../FormField';
import { useWords } from '../useWords';
import type { StartFieldsProps } from './NewIncidentFields';

/** Which of several services the incident affected. */
export function ServiceField(props: StartFieldsProps & { services: string[] }) {
  const { t } = useWords();
  const wrong = props.wrong.has('services');
  return (
    <FormField
      id="start-service"
      required
      select
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      label={t('list.start.service')}
      value={props.form.service}
      disabled={props.disabled}
      error={wrong}
      helperText={wrong && t('list.start.errors.services')}
      onChange={event => props.onChange({ service: event.target.value })}
    >
      <option value="" aria-label={t('list.start.errors.services')} />
      {props.services.map(ref => (
        <option key={ref} value={ref}>
          {ref}
        </option>
      ))}
    </FormField>
  );
}
