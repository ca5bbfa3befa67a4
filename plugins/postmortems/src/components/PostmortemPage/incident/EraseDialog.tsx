import { useApi } from '@backstage/core-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import DialogContentText from '@material-ui/core/DialogContentText';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import type {
  ErasurePreview,
  RequestErasure,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { toFieldErrors } from '../../shared/errors/fieldErrors';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { SelectField } from '../../shared/form/SelectField';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ErasePreview, rowsOf } from './ErasePreview';
import { usePostmortemContext } from '../state/postmortemContext';

const WHAT = ['person', 'everywhere', 'incident'] as const;
/** Between questions whether it is done, in milliseconds. */
const POLL_MS = 1000;
/** A longer one goes on without the page. */
const MAX_POLLS = 60;

/** Erases a person's data or the incident, once the reader has seen what goes. */
export function EraseDialog(props: { onClose(): void }) {
  const { onClose } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { postmortem, incident, onWritten, onIncidentChanged, announce } =
    usePostmortemContext();
  const form = useForm(() => ({
    what: 'person' as (typeof WHAT)[number],
    names: '',
    reason: '',
  }));
  const { what, names, reason } = form.values;
  /** Of what the form says now. */
  const request: RequestErasure =
    what === 'incident'
      ? { subject: 'incident', incidentKey: incident.key, reason }
      : {
          subject: 'person',
          names: names.split('\n').filter(name => name.trim() !== ''),
          ...(what === 'person' && { incidentKey: incident.key }),
          reason,
        };
  const [seen, setSeen] = useState<{ of: string; preview: ErasurePreview }>();
  const preview =
    seen?.of === JSON.stringify(request) ? seen.preview : undefined;
  const isErasable = preview !== undefined && rowsOf(preview) > 0;
  const [confirmed, setConfirmed] = useState(false);

  const erase = async () => {
    let erasure = await api.requestErasure(request);
    for (
      let poll = 0;
      erasure.state !== 'done' && poll < MAX_POLLS;
      poll += 1
    ) {
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
      erasure = await api.getErasure(erasure.id);
    }
    onIncidentChanged(await api.getIncident(incident.key));
    onWritten(await api.getPostmortem(postmortem.id));
    announce(
      t(erasure.state === 'done' ? 'page.erase.done' : 'page.erase.goesOn'),
    );
    onClose();
  };
  const submit = async () => {
    form.setErrors({});
    try {
      if (isErasable) {
        await erase();
      } else {
        setConfirmed(false);
        const of = JSON.stringify(request);
        setSeen({ of, preview: await api.previewErasure(request) });
      }
    } catch (error) {
      const { messages, rest } = toFieldErrors(error, path =>
        (['names', 'reason'] as const).find(field =>
          path.startsWith(`/${field}`),
        ),
      );
      form.setErrors(messages);
      if (rest !== undefined) throw rest;
    }
  };
  return (
    <FormDialog
      id="erase"
      title={t('page.erase.title')}
      failed={t('page.erase.failed')}
      submit={t(isErasable ? 'page.erase.erase' : 'page.erase.preview')}
      submitting={t(isErasable ? 'page.erase.erasing' : 'page.erase.looking')}
      incomplete={
        reason.trim() === '' ||
        (what !== 'incident' && names.trim() === '') ||
        // The second of two quick clicks must not erase
        (isErasable && !confirmed)
      }
      unsaved={form.isDirty}
      onSubmit={submit}
      onClose={onClose}
    >
      <DialogContentText variant="body2">
        {t('page.erase.explain')}
      </DialogContentText>
      <SelectField
        id="erase-what"
        label={t('page.erase.what')}
        inputRef={focusOnMount}
        options={WHAT.map(value => ({
          value,
          label: t(`page.erase.whats.${value}`),
        }))}
        {...form.bind('what')}
      />
      {what !== 'incident' && (
        <FormField
          id="erase-names"
          label={t('page.erase.names')}
          help={t('page.erase.namesHelp')}
          required
          multiline
          maxRows={6}
          {...form.bind('names')}
        />
      )}
      <FormField
        id="erase-reason"
        label={t('page.erase.reason')}
        help={t('page.erase.reasonHelp')}
        required
        {...form.bind('reason')}
      />
      <div role="status">{preview && <ErasePreview preview={preview} />}</div>
      {isErasable && (
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={confirmed}
              onChange={event => setConfirmed(event.target.checked)}
            />
          }
          label={t('page.erase.confirm')}
        />
      )}
    </FormDialog>
  );
}
