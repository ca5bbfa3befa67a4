import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { FormDialog } from '../shared/form/FormDialog';
import { useForm } from '../shared/form/useForm';
import { fieldErrorMessages } from '../shared/incident/fieldErrorMessages';
import { useWords } from '../shared/useWords';
import { useWritingProgress } from '../shared/useWritingProgress';
import { isService } from './affectedServices';
import { ExistingIncidentField } from './ExistingIncidentField';
import { NewIncidentFields } from './NewIncidentFields';
import { SourceChoice } from './SourceChoice';
import { checkStartForm, emptyForm } from './startForm';
import { startRefusal } from './startRefusal';
import { useStartPostmortem } from './useStartPostmortem';

/** Opens an incident, or takes one that is recorded, and writes its postmortem. */
export function StartDialog(props: {
  entity: Entity;
  incidents: Incident[];
  onClose(change: { incidentOpened: boolean }): void;
  onWritten(postmortemId: string): void;
}) {
  const { entity, incidents } = props;
  const { t } = useWords();
  const { form, unsaved, problems, setProblems, change } = useForm(() =>
    emptyForm(isService(entity) ? [stringifyEntityRef(entity)] : []),
  );
  const { start, openedKey } = useStartPostmortem(props.onWritten);
  const writing = useWritingProgress(form.key);

  const submit = async () => {
    const checked = checkStartForm(form);
    if ('wrong' in checked) {
      setProblems(fieldErrorMessages(checked.wrong, t));
      return;
    }
    setProblems({});
    const outcome = await start(checked.key, checked.incident);
    if (outcome.error === undefined) return;
    if (outcome.openedKey) {
      // The incident is on record, so another attempt must not open it again
      change({ source: 'existing', key: outcome.openedKey });
      throw outcome.error;
    }
    const { messages, rest } = startRefusal(outcome.error, form.source, t);
    setProblems(messages);
    if (rest !== undefined) throw rest;
  };

  const fields = { form, problems, onChange: change };
  return (
    <FormDialog
      id="start-postmortem"
      title={t('tab.start.title')}
      failed={
        openedKey
          ? t('tab.start.incidentOpened', { key: openedKey })
          : t('tab.incidents.failed', { key: form.key })
      }
      submit={t('tab.start.button')}
      submitting={writing ?? t('tab.start.submitting')}
      unsaved={unsaved}
      onSubmit={submit}
      onClose={() => props.onClose({ incidentOpened: openedKey !== undefined })}
    >
      <SourceChoice {...fields} />
      {form.source === 'existing' ? (
        <ExistingIncidentField {...fields} incidents={incidents} />
      ) : (
        <NewIncidentFields {...fields} entity={entity} />
      )}
      <Box mt={2}>
        <Typography variant="body2">{t('tab.start.evidenceHint')}</Typography>
      </Box>
    </FormDialog>
  );
}
