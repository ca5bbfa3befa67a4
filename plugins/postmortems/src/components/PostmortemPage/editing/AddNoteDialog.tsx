import { useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { TimeField } from '../../shared/form/TimeField';
import { toInstant, toTimeField } from '../../shared/form/timeField';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/** Keeps what the reader saw as evidence, with their name. */
export function AddNoteDialog(props: {
  onAdded(node: EvidenceNode): void;
  onClose(): void;
}) {
  const { onAdded, onClose } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { incidentKey } = usePostmortemContext().postmortem;
  const form = useForm(() => ({
    text: '',
    at: toTimeField(new Date().toISOString()),
  }));
  const { text, at } = form.values;
  return (
    <FormDialog
      id="add-note"
      title={t('page.notes.title')}
      failed={t('page.notes.failed')}
      submit={t('page.notes.add')}
      incomplete={text.trim() === '' || at === ''}
      unsaved={form.isDirty}
      onSubmit={async () =>
        onAdded(await api.addNote(incidentKey, { text, at: toInstant(at) }))
      }
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
    </FormDialog>
  );
}
