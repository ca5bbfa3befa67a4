import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useKindSearch } from '../../shared/catalog';
import { refusedFields } from '../../shared/failure/fieldProblems';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { useForm } from '../../shared/form/useForm';
import { IncidentFields } from '../../shared/incident/IncidentFields';
import {
  checkIncident,
  incidentChanges,
  incidentFieldOf,
  incidentFormOf,
} from '../../shared/incident/incidentForm';
import { fieldErrorMessages } from '../../shared/incident/fieldErrorMessages';
import { useWords } from '../../shared/useWords';
import { ConflictNote } from '../conflict/ConflictNote';
import { useOpenDocument } from '../documentContext';
import {
  incidentConflictRow,
  mergeIncident,
  type IncidentConflict,
} from './incidentConflicts';

/**
 * Changes the record of the incident that the postmortem is about. Only what was changed is sent, and not before the writer has seen
 * what somebody else made of the same fields in the meantime.
 */
export function EditIncidentDialog(props: {
  /** @param saved - whether the incident is another one now */
  onClose(saved: boolean): void;
}) {
  const { onClose } = props;
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { incident, onIncidentChanged } = useOpenDocument();
  // The page may learn of a newer one while somebody writes; what they saw stays what it was
  const [seen, setSeen] = useState(incident);
  const [conflicts, setConflicts] = useState<IncidentConflict[]>([]);
  const { form, unsaved, problems, setProblems, change } = useForm(() =>
    incidentFormOf(seen),
  );
  const theirs = incidentFormOf(seen);
  const searchServices = useKindSearch(
    'component',
    'system',
    'api',
    'resource',
  );
  const submit = async () => {
    const checked = checkIncident(seen.key, form, seen);
    if ('wrong' in checked) {
      setProblems(fieldErrorMessages(checked.wrong, t));
      return;
    }
    setProblems({});
    const changes = incidentChanges(seen, checked.incident);
    if (Object.keys(changes).length === 0) {
      onClose(false);
      return;
    }
    const current = await api.getIncident(seen.key);
    const merged = mergeIncident({
      base: theirs,
      yours: form,
      theirs: incidentFormOf(current),
    });
    setConflicts(merged.conflicts);
    if (merged.conflicts.length > 0) {
      setSeen(current);
      change(merged.form);
      return;
    }
    try {
      onIncidentChanged(await api.patchIncident(seen.key, changes));
      onClose(true);
    } catch (error) {
      const { messages, rest } = refusedFields(error, incidentFieldOf);
      setProblems(messages);
      if (rest !== undefined) throw rest;
    }
  };
  const takeTheirs = (field: IncidentConflict) => {
    change({ [field]: theirs[field] });
    setConflicts(conflicts.filter(one => one !== field));
    // The button that was pressed is gone now
    document.getElementById(`incident-${field}`)?.focus();
  };
  return (
    <FormDialog
      id="edit-incident"
      title={t('page.incident.title', { key: seen.key })}
      failed={t('page.incident.failed')}
      submit={t('common.save')}
      unsaved={unsaved}
      onSubmit={submit}
      onClose={() => onClose(false)}
    >
      {conflicts.length > 0 && (
        <ConflictNote
          ref={focusOnMount}
          rows={conflicts.map(field => ({
            ...incidentConflictRow(field, theirs, form, t),
            onTakeTheirs: () => takeTheirs(field),
          }))}
        />
      )}
      <IncidentFields
        form={form}
        problems={problems}
        titleRef={focusOnMount}
        searchServices={searchServices}
        noService={t('common.catalog.nothing')}
        onChange={change}
      />
    </FormDialog>
  );
}
