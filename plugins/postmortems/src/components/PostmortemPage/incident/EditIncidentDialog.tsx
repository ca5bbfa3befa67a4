import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useKindSearch } from '../../shared/catalog';
import { toFieldErrors } from '../../shared/errors/fieldErrors';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { useForm } from '../../shared/form/useForm';
import { fieldErrorMessages } from '../../shared/incident/fieldErrorMessages';
import { IncidentFields } from '../../shared/incident/IncidentFields';
import {
  checkIncident,
  incidentChanges,
  incidentFieldOf,
  incidentFormOf,
  type IncidentForm,
} from '../../shared/incident/incidentForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ConflictNote } from '../conflict/ConflictNote';
import { mergeForms } from '../conflict/mergeForms';
import { usePostmortemContext } from '../state/postmortemContext';
import { incidentConflictRow } from './incidentConflictRow';

/**
 * Edits the incident of the postmortem. Sends changed fields only, and not
 * before the writer has seen conflicting changes of somebody else.
 */
export function EditIncidentDialog(props: {
  /** @param saved - whether the incident has changed */
  onClose(saved: boolean): void;
}) {
  const { onClose } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { incident, allowed, onIncidentChanged } = usePostmortemContext();
  // The base of the merge stays what the writer saw, even if the page reloads
  const [base, setBase] = useState(incident);
  const [conflicts, setConflicts] = useState<(keyof IncidentForm)[]>([]);
  const form = useForm(() => incidentFormOf(base));
  const theirs = incidentFormOf(base);
  const searchServices = useKindSearch(
    'component',
    'system',
    'api',
    'resource',
  );
  const submit = async () => {
    const checked = checkIncident(base.key, form.values, base);
    if ('invalid' in checked) {
      form.setErrors(fieldErrorMessages(checked.invalid, t));
      return;
    }
    form.setErrors({});
    const changes = incidentChanges(base, checked.incident);
    if (Object.keys(changes).length === 0) {
      onClose(false);
      return;
    }
    const current = await api.getIncident(base.key);
    const { merged, conflicts: found } = mergeForms({
      base: theirs,
      yours: form.values,
      theirs: incidentFormOf(current),
    });
    const conflicting = found.flatMap(({ field, both }) => (both ? field : []));
    setConflicts(conflicting);
    if (conflicting.length > 0) {
      setBase(current);
      form.change(merged);
      return;
    }
    try {
      onIncidentChanged(await api.patchIncident(base.key, changes));
      onClose(true);
    } catch (error) {
      const { messages, rest } = toFieldErrors(error, incidentFieldOf);
      form.setErrors(messages);
      if (rest !== undefined) throw rest;
    }
  };
  const takeTheirs = (field: keyof IncidentForm) => {
    form.change({ [field]: theirs[field] });
    setConflicts(conflicts.filter(one => one !== field));
    // The pressed button unmounts
    document.getElementById(`incident-${field}`)?.focus();
  };
  return (
    <FormDialog
      id="edit-incident"
      title={t('page.incident.title', { key: base.key })}
      failed={t('page.incident.failed')}
      submit={t('common.save')}
      unsaved={form.isDirty}
      onSubmit={submit}
      onClose={() => onClose(false)}
    >
      {conflicts.length > 0 && (
        <ConflictNote
          ref={focusOnMount}
          rows={conflicts.map(field => ({
            ...incidentConflictRow(field, theirs, form.values, t),
            onTakeTheirs: () => takeTheirs(field),
          }))}
        />
      )}
      <IncidentFields
        form={form}
        fixedVisibility={!allowed.changeVisibility}
        titleRef={focusOnMount}
        searchServices={searchServices}
        noService={t('common.catalog.noMatches')}
      />
    </FormDialog>
  );
}
