import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { FormEvent, useState } from 'react';
import { FailureAlert } from '../FailureAlert';
import { useWords } from '../useWords';
import { useWritingProgress } from '../useWritingProgress';
import { ExistingIncidentField } from './ExistingIncidentField';
import { NewIncidentFields } from './NewIncidentFields';
import {
  checkStartForm,
  StartField,
  StartForm,
  utcFieldValue,
} from './startForm';
import { useStartPostmortem } from './useStartPostmortem';

/** Opens an incident, or takes one that is recorded, and writes its postmortem. */
export function StartDialog(props: {
  services: string[];
  incidents: Incident[];
  onClose(change: { incidentOpened: boolean }): void;
  onWritten(retrospectiveId: string): void;
}) {
  const { services, incidents } = props;
  const { t } = useWords();
  const [form, setForm] = useState<StartForm>(() => emptyForm(services));
  const [wrong, setWrong] = useState<ReadonlySet<StartField>>(new Set());
  const { start, running, error, openedKey } = useStartPostmortem(
    props.onWritten,
  );
  const writing = useWritingProgress(form.key);

  const change = (part: Partial<StartForm>) =>
    setForm(before => ({ ...before, ...part }));
  const close = () => {
    if (!running) props.onClose({ incidentOpened: openedKey !== undefined });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const checked = checkStartForm(form);
    setWrong('wrong' in checked ? checked.wrong : new Set());
    if ('wrong' in checked) return;
    const opened = await start(checked.key, checked.incident);
    // Its record stands now, so that another try must not open it again.
    if (opened) change({ source: 'existing', key: opened });
  };

  const choice = { form, wrong, disabled: running, onChange: change };
  const noService = form.source === 'new' && services.length === 0;
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={close}
      aria-labelledby="start-postmortem"
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id="start-postmortem">{t('list.start.title')}</DialogTitle>
        <DialogContent>
          {Boolean(error) && (
            <FailureAlert
              title={
                openedKey
                  ? t('list.start.incidentOpened', { key: openedKey })
                  : t('list.incidents.failed', { key: form.key })
              }
              error={error}
            />
          )}
          <FormControl component="fieldset" margin="dense">
            <FormLabel component="legend">{t('list.start.source')}</FormLabel>
            <RadioGroup
              name="source"
              value={form.source}
              onChange={(_, value) =>
                change({ source: value === 'new' ? 'new' : 'existing' })
              }
            >
              <FormControlLabel
                value="new"
                disabled={running}
                control={<Radio color="primary" />}
                label={t('list.start.newIncident')}
              />
              <FormControlLabel
                value="existing"
                disabled={running}
                control={<Radio color="primary" />}
                label={t('list.start.existingIncident')}
              />
            </RadioGroup>
          </FormControl>
          {form.source === 'existing' ? (
            <ExistingIncidentField {...choice} incidents={incidents} />
          ) : (
            <NewIncidentFields {...choice} services={services} />
          )}
          <DialogContentText variant="body2">
            {t('list.start.evidenceHint')}
          </DialogContentText>
        </DialogContent>
        <DialogActions>
          <Button onClick={close} disabled={running}>
            {t('list.start.cancel')}
          </Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={running || noService}
          >
            {running
              ? writing ?? t('list.start.submitting')
              : t('list.start.submit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function emptyForm(services: string[]): StartForm {
  return {
    source: 'new',
    key: '',
    title: '',
    severity: 'sev3',
    service: services.length === 1 ? services[0] : '',
    startedAt: utcFieldValue(new Date()),
    resolvedAt: '',
  };
}
