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
import type { Form } from '../form/useForm';
import { useTranslation } from '../translation/useTranslation';
import {
  INCIDENT_TIMES,
  type IncidentForm,
  type IncidentTime,
} from './incidentForm';

/** The times that are known when an incident is opened. */
const FIRST_TIMES: readonly IncidentTime[] = ['startedAt', 'resolvedAt'];

const useStyles = makeStyles((theme: Theme) => ({
  row: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
  },
}));

/** The fields of an incident form. */
export function IncidentFields(props: {
  form: Pick<Form<IncidentForm>, 'values' | 'change' | 'bind'>;
  /** Only what has to be known to open an incident. */
  brief?: boolean;
  /** The writer may not change who sees the incident. */
  fixedVisibility?: boolean;
  titleRef?: Ref<HTMLInputElement>;
  searchServices: CatalogSearch;
  /** Shown if no service matches. */
  noService: string;
}) {
  const { form, brief, fixedVisibility } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const searchPeople = useKindSearch('user', 'group');
  const field = <K extends keyof IncidentForm>(name: K) => ({
    id: `incident-${name}`,
    label: t(`common.names.${name as keyof IncidentForm}`),
    ...form.bind(name),
  });
  return (
    <>
      <FormField
        {...field('title')}
        inputRef={props.titleRef}
        required
        help={t('common.incident.titleHelp')}
        inputProps={{ autoComplete: 'off' }}
      />
      <CatalogField
        {...field('services')}
        multiple
        required
        help={t('common.incident.servicesHelp')}
        emptyMessage={props.noService}
        search={props.searchServices}
      />
      <SelectField
        {...field('severity')}
        options={severitySchema.options.map(value => ({
          value,
          label: t(`common.severity.${value}`),
        }))}
      />
      <div className={classes.row}>
        {(brief ? FIRST_TIMES : INCIDENT_TIMES).map(name => (
          <TimeField
            key={name}
            {...field(name)}
            required={name === 'startedAt'}
            precise={!brief}
            help={
              name === 'resolvedAt'
                ? t('common.incident.resolvedAtHelp')
                : undefined
            }
          />
        ))}
      </div>
      <CatalogField
        {...field('participants')}
        multiple
        help={t('common.incident.participantsHelp')}
        emptyMessage={t('common.incident.noParticipant')}
        search={searchPeople}
      />
      {!brief && <FormField {...field('description')} multiline maxRows={8} />}
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            checked={form.values.visibility === 'private'}
            disabled={fixedVisibility}
            inputProps={{
              id: 'incident-visibility',
              'aria-describedby': 'incident-private-help',
            }}
            onChange={(_, checked) =>
              form.change({ visibility: checked ? 'private' : 'public' })
            }
          />
        }
        label={t('common.private')}
      />
      <Typography variant="body2" id="incident-private-help" gutterBottom>
        {fixedVisibility
          ? t('common.incident.visibilityFixed')
          : t('common.incident.privateHelp')}
      </Typography>
    </>
  );
}
