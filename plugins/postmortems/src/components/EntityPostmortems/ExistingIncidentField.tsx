import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { FormField } from '../FormField';
import { useWords } from '../useWords';
import type { StartFieldsProps } from './NewIncidentFields';

const OPTIONS_ID = 'recorded-incidents';

/** The key of a recorded incident: typed, or chosen from those of this entity. */
export function ExistingIncidentField(
  props: StartFieldsProps & { incidents: Incident[] },
) {
  const { t } = useWords();
  const wrong = props.errors.key;
  return (
    <>
      <FormField
        id="start-key"
        required
        label={t('list.start.key')}
        value={props.form.key}
        disabled={props.disabled}
        error={wrong !== undefined}
        helperText={wrong ?? t('list.start.existingKeyHelp')}
        inputProps={{ list: OPTIONS_ID, autoComplete: 'off' }}
        onChange={event => props.onChange({ key: event.target.value })}
      />
      <datalist id={OPTIONS_ID}>
        {props.incidents.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </datalist>
    </>
  );
}
