import type { Entity } from '@backstage/catalog-model';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { FormEvent, useEffect, useRef, useState } from 'react';
import { FailureAlert } from '../FailureAlert';
import { useWords } from '../useWords';
import { useWritingProgress } from '../useWritingProgress';
import { isService } from './affectedServices';
import { toOption } from './catalogSearch';
import { ExistingIncidentField } from './ExistingIncidentField';
import { NewIncidentFields } from './NewIncidentFields';
import { refusedFields } from './refusedFields';
import { SourceChoice } from './SourceChoice';
import { checkStartForm, emptyForm, FieldErrors, StartForm } from './startForm';
import { useStartPostmortem } from './useStartPostmortem';

const useStyles = makeStyles({
  // Scrolls between title and buttons, as the content of a dialog does that is not in a form
  form: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    overflow: 'hidden',
  },
});

/** Opens an incident, or takes one that is recorded, and writes its postmortem. */
export function StartDialog(props: {
  entity: Entity;
  incidents: Incident[];
  onClose(change: { incidentOpened: boolean }): void;
  onWritten(retrospectiveId: string): void;
}) {
  const { entity, incidents } = props;
  const classes = useStyles();
  const { t } = useWords();
  const [form, setForm] = useState<StartForm>(() =>
    emptyForm(isService(entity) ? [toOption(entity)] : []),
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<unknown>();
  const [refusals, setRefusals] = useState(0);
  const { start, running, openedKey } = useStartPostmortem(props.onWritten);
  const writing = useWritingProgress(form.key);
  const formElement = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (refusals === 0) return;
    const wrong = formElement.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"]',
    );
    (wrong ?? alert.current)?.focus();
  }, [refusals]);

  const change = (part: Partial<StartForm>) => {
    setForm(before => ({ ...before, ...part }));
    setErrors(before =>
      Object.fromEntries(
        Object.entries(before).filter(([field]) => !(field in part)),
      ),
    );
  };
  const refuse = (refused: FieldErrors, error?: unknown) => {
    setErrors(refused);
    setFailure(error);
    setRefusals(count => count + 1);
  };
  const close = () => {
    if (!running) props.onClose({ incidentOpened: openedKey !== undefined });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (running) return;
    const checked = checkStartForm(form);
    if ('wrong' in checked) {
      refuse(
        Object.fromEntries(
          checked.wrong.map(field => [field, t(`list.start.errors.${field}`)]),
        ),
      );
      return;
    }
    setErrors({});
    setFailure(undefined);
    const { openedKey: opened, error } = await start(
      checked.key,
      checked.incident,
    );
    if (error === undefined) return;
    // The incident is on record, so another attempt must not open it again.
    if (opened) change({ source: 'existing', key: opened });
    const refused = opened
      ? { errors: {}, complete: false }
      : refusedFields(error, form.source, t);
    refuse(refused.errors, refused.complete ? undefined : error);
  };

  const fields = { form, errors, disabled: running, onChange: change };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={close}
      aria-labelledby="start-postmortem"
    >
      <form
        ref={formElement}
        className={classes.form}
        onSubmit={submit}
        noValidate
      >
        <DialogTitle id="start-postmortem">{t('list.start.title')}</DialogTitle>
        <DialogContent>
          {failure !== undefined && (
            <div ref={alert} tabIndex={-1}>
              <FailureAlert
                title={
                  openedKey
                    ? t('list.start.incidentOpened', { key: openedKey })
                    : t('list.incidents.failed', { key: form.key })
                }
                error={failure}
              />
            </div>
          )}
          <SourceChoice {...fields} />
          {form.source === 'existing' ? (
            <ExistingIncidentField {...fields} incidents={incidents} />
          ) : (
            <NewIncidentFields {...fields} entity={entity} />
          )}
          <Box mt={2}>
            <Typography variant="body2">
              {t('list.start.evidenceHint')}
            </Typography>
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={close} disabled={running}>
            {t('list.start.cancel')}
          </Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            aria-disabled={running}
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
