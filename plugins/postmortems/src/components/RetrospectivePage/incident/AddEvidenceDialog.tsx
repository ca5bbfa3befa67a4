import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { useRef, useState, type FormEvent } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useWords } from '../../useWords';
import { ChangeFailure } from '../ChangeFailure';
import { useOpenDocument } from '../documentContext';
import { Note } from '../Note';
import { useSmallScreen } from '../useSmallScreen';
import { byField, type FieldProblem } from './fieldProblems';
import { noteFieldOf, noteNode, type NoteForm } from './note';
import { NoteFields } from './NoteFields';
import { toTimeField } from './times';

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
  const fullScreen = useSmallScreen();
  const [form, setForm] = useState<NoteForm>({
    kind: 'chat',
    service: incident.services[0],
    at: toTimeField(incident.detectedAt ?? incident.startedAt),
    text: '',
  });
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [duplicate, setDuplicate] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const running = useRef(false);
  const { messages, rest } = byField(problems, noteFieldOf);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (running.current) return;
    running.current = true;
    setProblems([]);
    setDuplicate(false);
    setFailure(undefined);
    try {
      const { userEntityRef } = await identity.getBackstageIdentity();
      const { outcomes } = await api.submitEvidence(incident.key, [
        noteNode(form, userEntityRef),
      ]);
      const [outcome] = outcomes;
      if (outcome.status === 'rejected') setProblems(outcome.errors);
      else if (outcome.status === 'duplicate') setDuplicate(true);
      else onClose(true);
    } catch (error) {
      setFailure(error);
    } finally {
      running.current = false;
    }
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={fullScreen}
      onClose={() => onClose(false)}
      aria-labelledby="add-evidence"
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id="add-evidence">{t('page.note.title')}</DialogTitle>
        <DialogContent>
          <DialogContentText variant="body2">
            {t('page.note.explain')}
          </DialogContentText>
          <NoteFields
            form={form}
            services={incident.services}
            messages={messages}
            onChange={part => {
              setForm(typed => ({ ...typed, ...part }));
              // They were about what stood there before
              setProblems([]);
              setDuplicate(false);
            }}
          />
          {(duplicate || rest.length > 0) && (
            <Note tone="error" role="alert">
              {duplicate && <Typography>{t('page.note.duplicate')}</Typography>}
              {rest.map(({ path, message }) => (
                <Typography key={`${path} ${message}`}>
                  {path} {message}
                </Typography>
              ))}
            </Note>
          )}
          <ChangeFailure title={t('page.note.failed')} error={failure} />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => onClose(false)}>
            {t('page.editing.cancel')}
          </Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={form.text.trim() === '' || form.at === ''}
          >
            {t('page.note.add')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
