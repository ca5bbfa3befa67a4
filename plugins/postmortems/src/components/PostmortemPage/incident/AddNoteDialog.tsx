import { useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useEntityNames } from '../../shared/catalog';
import { isAlreadyDone } from '../../shared/errors/describeError';
import { toFieldErrors } from '../../shared/errors/fieldErrors';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { SelectField } from '../../shared/form/SelectField';
import { TimeField } from '../../shared/form/TimeField';
import { toInstant, toTimeField } from '../../shared/form/timeField';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

const FIELDS = ['text', 'at', 'service'] as const;

/** Keeps what the reader saw as evidence, with their name. */
export function AddNoteDialog(props: {
  /** Called without the note when only that it was added is known. */
  onAdded(node?: EvidenceNode): void;
  onClose(): void;
}) {
  const { onAdded, onClose } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { incident } = usePostmortemContext();
  const { services } = incident;
  const names = useEntityNames(services);
  const form = useForm(() => ({
    text: '',
    at: toTimeField(incident.detectedAt ?? incident.startedAt),
    service: services[0],
  }));
  const { text, at, service } = form.values;
  const submit = async () => {
    form.setErrors({});
    try {
      onAdded(
        await api.addNote(incident.key, { text, at: toInstant(at), service }),
      );
    } catch (error) {
      if (isAlreadyDone(error)) {
        onAdded();
        return;
      }
      const { messages, rest } = toFieldErrors(error, path =>
        FIELDS.find(field => path.startsWith(`/${field}`)),
      );
      form.setErrors(messages);
      if (rest !== undefined) throw rest;
    }
  };
  return (
    <FormDialog
      id="add-note"
      title={t('page.notes.title')}
      failed={t('page.notes.failed')}
      submit={t('page.notes.add')}
      incomplete={text.trim() === '' || at === ''}
      unsaved={form.isDirty}
      onSubmit={submit}
      onClose={onClose}
    >
      <DialogContentText variant="body2">
        {t('page.notes.explain')}
      </DialogContentText>
      <FormField
        id="add-note-text"
        label={t('page.notes.text')}
        inputRef={focusOnMount}
        required
        multiline
        maxRows={8}
        {...form.bind('text')}
      />
      <TimeField
        id="add-note-at"
        label={t('page.notes.at')}
        required
        precise
        {...form.bind('at')}
      />
      {services.length > 1 && (
        <SelectField
          id="add-note-service"
          label={t('common.names.entity')}
          options={services.map((value, index) => ({
            value,
            label: names[index],
          }))}
          {...form.bind('service')}
        />
      )}
    </FormDialog>
  );
}
