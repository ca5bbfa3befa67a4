import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { FormField } from '../shared/form/FormField';
import { useWords } from '../shared/useWords';
import type { StartFieldsProps } from './startForm';

const OPTIONS_ID = 'recorded-incidents';

/** The key of a recorded incident: typed, or chosen from those of this entity. */
export function ExistingIncidentField(
  props: StartFieldsProps & { incidents: Incident[] },
) {
  const { form, problems, onChange, incidents } = props;
  const { t } = useWords();
  return (
    <>
      <FormField
        id="start-key"
        required
        label={t('common.names.key')}
        problem={problems.key}
        help={t('tab.start.existingKeyHelp')}
        inputProps={{ list: OPTIONS_ID, autoComplete: 'off' }}
        value={form.key}
        onChange={event => onChange({ key: event.target.value })}
      />
      <datalist id={OPTIONS_ID}>
        {incidents.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </datalist>
    </>
  );
}
