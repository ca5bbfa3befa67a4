import Typography from '@material-ui/core/Typography';
import { severitySchema } from '@postmortems/backstage-plugin-postmortems-common';
import { FormField } from '../FormField';
import { useWords } from '../useWords';
import { ServiceField } from './ServiceField';
import type { StartField, StartForm } from './startForm';

/** What each part of the start dialog's form is given. */
export type StartFieldsProps = {
  form: StartForm;
  wrong: ReadonlySet<StartField>;
  disabled: boolean;
  onChange(change: Partial<StartForm>): void;
};

/** What must be known to open an incident. */
export function NewIncidentFields(
  props: StartFieldsProps & { services: string[] },
) {
  const { form, wrong, disabled, onChange, services } = props;
  const { t } = useWords();
  if (services.length === 0) {
    return <Typography>{t('list.start.noService')}</Typography>;
  }
  const time = {
    disabled,
    type: 'datetime-local',
    InputLabelProps: { shrink: true },
  } as const;
  return (
    <>
      <FormField
        disabled={disabled}
        id="start-key"
        required
        label={t('list.start.key')}
        value={form.key}
        error={wrong.has('key')}
        helperText={
          wrong.has('key')
            ? t('list.start.errors.key')
            : t('list.start.keyHelp')
        }
        onChange={event => onChange({ key: event.target.value })}
      />
      <FormField
        disabled={disabled}
        id="start-title"
        required
        label={t('list.start.incidentTitle')}
        value={form.title}
        error={wrong.has('title')}
        helperText={wrong.has('title') && t('list.start.errors.title')}
        onChange={event => onChange({ title: event.target.value })}
      />
      {services.length > 1 && <ServiceField {...props} />}
      <FormField
        disabled={disabled}
        id="start-severity"
        select
        SelectProps={{ native: true }}
        label={t('list.start.severity')}
        value={form.severity}
        onChange={event =>
          onChange({ severity: severitySchema.parse(event.target.value) })
        }
      >
        {severitySchema.options.map(severity => (
          <option key={severity} value={severity}>
            {t(`list.severity.${severity}`)}
          </option>
        ))}
      </FormField>
      <FormField
        {...time}
        id="start-started"
        required
        label={t('list.start.startedAt')}
        value={form.startedAt}
        error={wrong.has('startedAt')}
        helperText={wrong.has('startedAt') && t('list.start.errors.startedAt')}
        onChange={event => onChange({ startedAt: event.target.value })}
      />
      <FormField
        {...time}
        id="start-resolved"
        label={t('list.start.resolvedAt')}
        value={form.resolvedAt}
        error={wrong.has('resolvedAt')}
        helperText={
          wrong.has('resolvedAt') && t('list.start.errors.resolvedAt')
        }
        onChange={event => onChange({ resolvedAt: event.target.value })}
      />
    </>
  );
}
