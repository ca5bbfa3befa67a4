import type { Entity } from '@backstage/catalog-model';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { severitySchema } from '@postmortems/backstage-plugin-postmortems-common';
import { FormField } from '../FormField';
import { useWords } from '../useWords';
import { isService } from './affectedServices';
import { CatalogField } from './CatalogField';
import { nameOf } from './catalogSearch';
import type { FieldErrors, StartForm } from './startForm';
import { TimeField } from './TimeField';
import { usePeopleSearch, useServiceSearch } from './useServiceSearch';

/** What each part of the start dialog's form is given. */
export type StartFieldsProps = {
  form: StartForm;
  errors: FieldErrors;
  disabled: boolean;
  onChange(change: Partial<StartForm>): void;
};

/** What must be known to open an incident. */
export function NewIncidentFields(
  props: StartFieldsProps & { entity: Entity },
) {
  const { form, errors, disabled, onChange, entity } = props;
  const { t } = useWords();
  const searchServices = useServiceSearch(entity);
  const searchPeople = usePeopleSearch();
  return (
    <>
      <FormField
        disabled={disabled}
        id="start-key"
        required
        label={t('list.start.key')}
        value={form.key}
        error={errors.key !== undefined}
        helperText={errors.key ?? t('list.start.keyHelp')}
        inputProps={{ autoComplete: 'off' }}
        onChange={event => onChange({ key: event.target.value })}
      />
      <FormField
        disabled={disabled}
        id="start-title"
        required
        label={t('list.start.incidentTitle')}
        value={form.title}
        error={errors.title !== undefined}
        helperText={errors.title ?? t('list.start.titleHelp')}
        inputProps={{ autoComplete: 'off' }}
        onChange={event => onChange({ title: event.target.value })}
      />
      <CatalogField
        id="start-services"
        required
        disabled={disabled}
        label={t('list.start.services')}
        help={t('list.start.servicesHelp')}
        error={errors.services}
        nothing={
          isService(entity)
            ? t('list.start.noComponent')
            : t('list.start.noService', { entity: nameOf(entity) })
        }
        value={form.services}
        search={searchServices}
        onChange={services => onChange({ services })}
      />
      <FormField
        disabled={disabled}
        id="start-severity"
        select
        SelectProps={{ native: true }}
        label={t('list.start.severity')}
        value={form.severity}
        error={errors.severity !== undefined}
        helperText={errors.severity}
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
      <TimeField
        id="start-started"
        required
        disabled={disabled}
        label={t('list.start.startedAt')}
        help={t('list.start.errors.startedAt')}
        error={errors.startedAt}
        value={form.startedAt}
        onChange={startedAt => onChange({ startedAt })}
      />
      <TimeField
        id="start-resolved"
        disabled={disabled}
        label={t('list.start.resolvedAt')}
        help={t('list.start.resolvedAtHelp')}
        error={errors.resolvedAt}
        value={form.resolvedAt}
        onChange={resolvedAt => onChange({ resolvedAt })}
      />
      <CatalogField
        id="start-participants"
        disabled={disabled}
        label={t('list.start.participants')}
        help={t('list.start.participantsHelp')}
        error={errors.participants}
        nothing={t('list.start.noParticipant')}
        value={form.participants}
        search={searchPeople}
        onChange={participants => onChange({ participants })}
      />
      <FormControlLabel
        disabled={disabled}
        control={
          <Checkbox
            color="primary"
            checked={form.isPrivate}
            inputProps={{ 'aria-describedby': 'start-private-help' }}
            onChange={(_, isPrivate) => onChange({ isPrivate })}
          />
        }
        label={t('list.start.private')}
      />
      <Typography variant="body2" id="start-private-help" gutterBottom>
        {t('list.start.privateHelp')}
      </Typography>
    </>
  );
}
