import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { FormField } from '../../shared/form/FormField';
import type { Form } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import type { StartForm } from './startForm';

const OPTIONS_ID = 'recorded-incidents';

/** The key of an incident; suggests the recorded ones if it exists already. */
export function KeyField(props: {
  form: Form<StartForm>;
  incidents: Incident[];
}) {
  const { form, incidents } = props;
  const { t } = useTranslation();
  const existing = form.values.source === 'existing';
  return (
    <>
      <FormField
        id="start-key"
        required
        label={t('common.names.key')}
        help={t(
          existing ? 'tab.start.existingKeyHelp' : 'common.incident.keyHelp',
        )}
        inputProps={{
          list: existing ? OPTIONS_ID : undefined,
          autoComplete: 'off',
        }}
        {...form.bind('key')}
      />
      {existing && (
        <datalist id={OPTIONS_ID}>
          {incidents.map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}
