import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useKindSearch } from '../../catalog';
import { refusedFields } from '../../failure/fieldProblems';
import { focusOnMount } from '../../form/focusOnMount';
import { FormDialog } from '../../form/FormDialog';
import { useForm } from '../../form/useForm';
import { IncidentFields } from '../../incident/IncidentFields';
import {
  checkIncident,
  incidentChanges,
  incidentFieldOf,
  incidentFormOf,
} from '../../incident/incidentForm';
import { mistakesInWords } from '../../incident/mistakesInWords';
import { useWords } from '../../useWords';
import { useOpenDocument } from '../documentContext';

/** Changes the record of the incident that the postmortem is about. Only what was changed is sent. */
export function EditIncidentDialog(props: {
  /** @param saved - whether the incident is another one now */
  onClose(saved: boolean): void;
}) {
  const { onClose } = props;
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const { incident, onIncidentChanged } = useOpenDocument();
  const [before] = useState(incident);
  const { form, problems, setProblems, change } = useForm(() =>
    incidentFormOf(before),
  );
  const searchServices = useKindSearch(
    'component',
    'system',
    'api',
    'resource',
  );
  const submit = async () => {
    const checked = checkIncident(before.key, form, before);
    if ('wrong' in checked) {
      setProblems(mistakesInWords(checked.wrong, t));
      return;
    }
    setProblems({});
    const changes = incidentChanges(before, checked.incident);
    if (Object.keys(changes).length === 0) {
      onClose(false);
      return;
    }
    try {
      onIncidentChanged(await api.patchIncident(before.key, changes));
      onClose(true);
    } catch (error) {
      const { messages, rest } = refusedFields(error, incidentFieldOf);
      setProblems(messages);
      if (rest !== undefined) throw rest;
    }
  };
  return (
    <FormDialog
      id="edit-incident"
      title={t('page.incident.title', { key: before.key })}
      failed={t('page.incident.failed')}
      submit={t('common.save')}
      onSubmit={submit}
      onClose={() => onClose(false)}
    >
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
