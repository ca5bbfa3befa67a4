import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { byField } from '../../shared/failure/fieldProblems';
import { FormDialog } from '../../shared/form/FormDialog';
import { toTimeField } from '../../shared/form/timeField';
import { useForm } from '../../shared/form/useForm';
import { useWords } from '../../shared/useWords';
import { useOpenDocument } from '../documentContext';
import { noteFieldOf, noteNode, type NoteForm } from './note';
import { NoteFields } from './NoteFields';

/** Adds what a person knows to the evidence of the incident: a text, when it was, and where it comes from. */
export function AddEvidenceDialog(props: {
  /** @param added - whether there is evidence that was not there before */
  onClose(added: boolean): void;
}) {
  const { onClose } = props;
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const identity = useApi(identityApiRef);
  const { incident } = useOpenDocument();
  const { form, unsaved, problems, setProblems, change } = useForm<NoteForm>(
    () => ({
      kind: 'chat',
      service: incident.services[0],
      at: toTimeField(incident.detectedAt ?? incident.startedAt),
      text: '',
    }),
  );
  const submit = async () => {
    setProblems({});
    const { userEntityRef } = await identity.getBackstageIdentity();
    const { outcomes } = await api.submitEvidence(incident.key, [
      noteNode(form, userEntityRef),
    ]);
    const [outcome] = outcomes;
    if (outcome.status === 'duplicate') {
      throw new Error(t('page.note.duplicate'));
    }
    if (outcome.status !== 'rejected') {
      onClose(true);
      return;
    }
    const { messages, rest } = byField(outcome.errors, noteFieldOf);
    setProblems(messages);
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
      incomplete={form.text.trim() === '' || form.at === ''}
      unsaved={unsaved}
      onSubmit={submit}
      onClose={() => onClose(false)}
    >
      <DialogContentText variant="body2">
        {t('page.note.explain')}
      </DialogContentText>
      <NoteFields
        form={form}
        problems={problems}
        services={incident.services}
        onChange={change}
      />
    </FormDialog>
  );
}
