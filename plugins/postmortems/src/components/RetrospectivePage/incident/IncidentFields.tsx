import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  severitySchema,
  visibilitySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { FormField } from '../../FormField';
import { useWords } from '../../useWords';
import { EntityRefField } from '../entities/EntityRefField';
import { focusOnMount } from '../focusOnMount';
import {
  INCIDENT_TIMES,
  type IncidentField,
  type IncidentForm,
} from './incidentForm';
import { TIME_FIELD } from './times';

const useStyles = makeStyles((theme: Theme) => ({
  row: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
  },
}));

/** All that people say of an incident. */
export function IncidentFields(props: {
  form: IncidentForm;
  problemOf(field: IncidentField): string | undefined;
  onChange(part: Partial<IncidentForm>): void;
}) {
  const { form, problemOf, onChange } = props;
  const classes = useStyles();
  const { t } = useWords();
  const common = (field: IncidentField) => ({
    id: `incident-${field}`,
    label: t(`page.incident.fields.${field}`),
    error: problemOf(field) !== undefined,
    helperText: problemOf(field),
  });
  return (
    <>
      <FormField
        {...common('title')}
        inputRef={focusOnMount}
        required
        value={form.title}
        onChange={event => onChange({ title: event.target.value })}
      />
      <div className={classes.row}>
        <FormField
          {...common('severity')}
          select
          SelectProps={{ native: true }}
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
          {...common('visibility')}
          select
          SelectProps={{ native: true }}
          value={form.visibility}
          helperText={
            problemOf('visibility') ??
            t(`page.incident.visibilityHelp.${form.visibility}`)
          }
          onChange={event =>
            onChange({ visibility: visibilitySchema.parse(event.target.value) })
          }
        >
          {visibilitySchema.options.map(visibility => (
            <option key={visibility} value={visibility}>
              {t(`page.incident.visibility.${visibility}`)}
            </option>
          ))}
        </FormField>
        {INCIDENT_TIMES.map(field => (
          <FormField
            key={field}
            {...TIME_FIELD}
            {...common(field)}
            required={field === 'startedAt'}
            value={form[field]}
            onChange={event => onChange({ [field]: event.target.value })}
          />
        ))}
      </div>
      <EntityRefField
        {...common('services')}
        kinds={['component', 'system', 'api', 'resource']}
        multiple
        required
        value={form.services}
        onChange={services => onChange({ services })}
      />
      <EntityRefField
        {...common('participants')}
        kinds={['user', 'group']}
        multiple
        value={form.participants}
        onChange={participants => onChange({ participants })}
      />
      <FormField
        {...common('description')}
        multiline
        maxRows={8}
        value={form.description}
        onChange={event => onChange({ description: event.target.value })}
      />
    </>
  );
}
