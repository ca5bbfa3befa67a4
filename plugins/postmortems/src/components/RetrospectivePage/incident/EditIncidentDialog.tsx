import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useRef, useState, type FormEvent } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useWords } from '../../useWords';
import { ChangeFailure } from '../ChangeFailure';
import { useOpenDocument } from '../documentContext';
import { useSmallScreen } from '../useSmallScreen';
import { byField, fieldProblemsOf } from './fieldProblems';
import { IncidentFields } from './IncidentFields';
import {
  formOf,
  incidentChangesOf,
  mistakesOf,
  type IncidentField,
  type IncidentForm,
} from './incidentForm';

/** Changes the record of the incident that the postmortem is about. Only what was changed is sent. */
export function EditIncidentDialog(props: {
  /** @param saved - whether the incident is another one now */
  onClose(saved: boolean): void;
}) {
  const { onClose } = props;
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { incident, onIncidentChanged } = useOpenDocument();
  const fullScreen = useSmallScreen();
  const [before] = useState(() => formOf(incident));
  const [form, setForm] = useState(before);
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const running = useRef(false);

  const mistakes = mistakesOf(form);
  const { messages: refused, rest } = byField(
    fieldProblemsOf(failure),
    path => {
      const field = path.split('/')[1];
      return field in form ? (field as IncidentField) : undefined;
    },
  );
  const problemOf = (field: IncidentField): string | undefined => {
    const mistake = checked && mistakes[field];
    return mistake ? t(`page.incident.mistakes.${mistake}`) : refused[field];
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (running.current || Object.keys(mistakes).length > 0) return;
    const changes = incidentChangesOf(before, form);
    if (Object.keys(changes).length === 0) {
      onClose(false);
      return;
    }
    running.current = true;
    setFailure(undefined);
    try {
      onIncidentChanged(await api.patchIncident(incident.key, changes));
      onClose(true);
    } catch (error) {
      setFailure(error);
    } finally {
      running.current = false;
    }
  };
  const unplaced =
    rest.length > 0 || Object.keys(refused).length === 0 ? failure : undefined;
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={fullScreen}
      onClose={() => onClose(false)}
      aria-labelledby="edit-incident"
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id="edit-incident">
          {t('page.incident.title', { key: incident.key })}
        </DialogTitle>
        <DialogContent>
          <IncidentFields
            form={form}
            problemOf={problemOf}
            onChange={(part: Partial<IncidentForm>) => {
              setForm(typed => ({ ...typed, ...part }));
              // It was about what stood there before
              setFailure(undefined);
            }}
          />
          <ChangeFailure title={t('page.incident.failed')} error={unplaced} />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => onClose(false)}>
            {t('page.editing.cancel')}
          </Button>
          <Button type="submit" color="primary" variant="contained">
            {t('page.editing.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
