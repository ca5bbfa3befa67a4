import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { groupByField } from '../../shared/errors/fieldErrors';
import { FormDialog } from '../../shared/form/FormDialog';
import { toTimeField } from '../../shared/form/timeField';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { noteFieldOf, noteNode, type NoteForm } from './note';
import { NoteFields } from './NoteFields';

/** Adds a person's note to the evidence of the incident. */
export function AddEvidenceDialog(props: {
  /** @param added - whether the evidence has changed */
  onClose(added: boolean): void;
}) {
  const { onClose } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const identity = useApi(identityApiRef);
  const { incident } = usePostmortemContext();
  const form = useForm<NoteForm>(() => ({
    kind: 'chat',
    service: incident.services[0],
    at: toTimeField(incident.detectedAt ?? incident.startedAt),
    text: '',
  }));
  const submit = async () => {
    form.setErrors({});
    const { userEntityRef } = await identity.getBackstageIdentity();
    const { outcomes } = await api.submitEvidence(incident.key, [
      noteNode(form.values, userEntityRef),
    ]);
    const [outcome] = outcomes;
    if (outcome.status === 'duplicate') {
      throw new Error(t('page.note.duplicate'));
    }
    if (outcome.status !== 'rejected') {
      onClose(true);
      return;
    }
    const { messages, rest } = groupByField(outcome.errors, noteFieldOf);
    form.setErrors(messages);
    if (rest.length > 0) {
      throw new Error(
        rest.map(({ path, message }) => `${path} ${message}`).join('; '),
      );
    }
  };
  return (
    <FormDialog
      id="add-evidence"
      title={t('page.actions.addEvidence')}
      failed={t('page.note.failed')}
      submit={t('page.note.add')}
      incomplete={form.values.text.trim() === '' || form.values.at === ''}
      unsaved={form.isDirty}
      onSubmit={submit}
      onClose={() => onClose(false)}
    >
      <DialogContentText variant="body2">
        {t('page.note.explain')}
      </DialogContentText>
      <NoteFields form={form} services={incident.services} />
    </FormDialog>
  );
}
