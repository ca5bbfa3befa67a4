import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { severitySchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { Ref } from 'react';
import { CatalogField, type CatalogSearch, useKindSearch } from '../catalog';
import { FormField } from '../form/FormField';
import { SelectField } from '../form/SelectField';
import { TimeField } from '../form/TimeField';
import type { Problems } from '../form/useForm';
import { useWords } from '../useWords';
import {
  INCIDENT_TIMES,
  type IncidentField,
  type IncidentForm,
  type IncidentTime,
} from './incidentForm';

/** What is asked for when an incident is opened; the rest is told later. */
const FIRST_TIMES: readonly IncidentTime[] = ['startedAt', 'resolvedAt'];

const useStyles = makeStyles((theme: Theme) => ({
  row: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
  },
}));

/** What people say of an incident. */
export function IncidentFields(props: {
  form: IncidentForm;
  problems: Problems<IncidentForm>;
  /** Only what has to be known to open it. */
  brief?: boolean;
  titleRef?: Ref<HTMLInputElement>;
  searchServices: CatalogSearch;
  /** What is said when no service matches. */
  noService: string;
  onChange(part: Partial<IncidentForm>): void;
}) {
  const { form, problems, brief, onChange } = props;
  const classes = useStyles();
  const { t } = useWords();
  const searchPeople = useKindSearch('user', 'group');
  const common = (field: IncidentField) => ({
    id: `incident-${field}`,
    label: t(`common.names.${field}`),
    problem: problems[field],
  });
  return (
    <>
      <FormField
        {...common('title')}
        inputRef={props.titleRef}
        required
        help={t('common.incident.titleHelp')}
        inputProps={{ autoComplete: 'off' }}
        value={form.title}
        onChange={event => onChange({ title: event.target.value })}
      />
      <CatalogField
        {...common('services')}
        multiple
        required
        help={t('common.incident.servicesHelp')}
        nothing={props.noService}
        search={props.searchServices}
        value={form.services}
        onChange={services => onChange({ services })}
      />
      <SelectField
        {...common('severity')}
        options={severitySchema.options.map(value => ({
          value,
          label: t(`common.severity.${value}`),
        }))}
        value={form.severity}
        onChange={severity => onChange({ severity })}
      />
      <div className={classes.row}>
        {(brief ? FIRST_TIMES : INCIDENT_TIMES).map(field => (
          <TimeField
            key={field}
            {...common(field)}
            required={field === 'startedAt'}
            precise={!brief}
            help={
              field === 'resolvedAt'
                ? t('common.incident.resolvedAtHelp')
                : undefined
            }
            value={form[field]}
            onChange={value => onChange({ [field]: value })}
          />
        ))}
      </div>
      <CatalogField
        {...common('participants')}
        multiple
        help={t('common.incident.participantsHelp')}
        nothing={t('common.incident.noParticipant')}
        search={searchPeople}
        value={form.participants}
        onChange={participants => onChange({ participants })}
      />
      {!brief && (
        <FormField
          {...common('description')}
          multiline
          maxRows={8}
          value={form.description}
          onChange={event => onChange({ description: event.target.value })}
        />
      )}
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            checked={form.visibility === 'private'}
            inputProps={{
              id: 'incident-visibility',
              'aria-describedby': 'incident-private-help',
            }}
            onChange={(_, checked) =>
              onChange({ visibility: checked ? 'private' : 'public' })
            }
          />
        }
        label={t('common.private')}
      />
      <Typography variant="body2" id="incident-private-help" gutterBottom>
        {t('common.incident.privateHelp')}
      </Typography>
    </>
  );
}
