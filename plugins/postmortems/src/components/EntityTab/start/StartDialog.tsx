import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { useDraftingProgress } from '../../shared/async/useDraftingProgress';
import { FormDialog } from '../../shared/form/FormDialog';
import { useForm } from '../../shared/form/useForm';
import { fieldErrorMessages } from '../../shared/incident/fieldErrorMessages';
import { IncidentFields } from '../../shared/incident/IncidentFields';
import { useTranslation } from '../../shared/translation/useTranslation';
import { isService } from './affectedServices';
import { KeyField } from './KeyField';
import { SourceChoice } from './SourceChoice';
import { startFieldErrors } from './startErrors';
import { checkStartForm, emptyForm } from './startForm';
import { useServiceSearch } from './useServiceSearch';
import { useStartPostmortem } from './useStartPostmortem';

/** Opens an incident, or uses a recorded one, and drafts its postmortem. */
export function StartDialog(props: {
  entity: Entity;
  incidents: Incident[];
  onClose(change: { incidentOpened: boolean }): void;
  onWritten(postmortemId: string): void;
}) {
  const { entity, incidents } = props;
  const { t } = useTranslation();
  const form = useForm(() =>
    emptyForm(isService(entity) ? [stringifyEntityRef(entity)] : []),
  );
  const { source, key } = form.values;
  const { start, openedKey } = useStartPostmortem(props.onWritten);
  const progress = useDraftingProgress(key);
  const searchServices = useServiceSearch(entity);

  const submit = async () => {
    const checked = checkStartForm(form.values);
    if ('invalid' in checked) {
      form.setErrors(fieldErrorMessages(checked.invalid, t));
      return;
    }
    form.setErrors({});
    const outcome = await start(checked.key, checked.incident);
    if (outcome.error === undefined) return;
    if (outcome.openedKey) {
      // The incident exists now, so that another attempt must not open it again
      form.change({ source: 'existing', key: outcome.openedKey });
      throw outcome.error;
    }
    const { messages, rest } = startFieldErrors(outcome.error, source, t);
    form.setErrors(messages);
    if (rest !== undefined) throw rest;
  };

  return (
    <FormDialog
      id="start-postmortem"
      title={t('tab.start.title')}
      failed={
        openedKey
          ? t('tab.start.incidentOpened', { key: openedKey })
          : t('tab.incidents.failed', { key })
      }
      submit={t('tab.start.button')}
      submitting={progress ?? t('tab.start.submitting')}
      unsaved={form.isDirty}
      onSubmit={submit}
      onClose={() => props.onClose({ incidentOpened: openedKey !== undefined })}
    >
      <SourceChoice {...form.bind('source')} />
      {/* Another field for each source, so that neither inherits the other's focus */}
      <KeyField key={source} form={form} incidents={incidents} />
      {source === 'new' && (
        <IncidentFields
          form={form}
          brief
          searchServices={searchServices}
          noService={
            isService(entity)
              ? t('tab.start.noComponent')
              : t('tab.start.noService', {
                  entity: defaultEntityPresentation(entity).primaryTitle,
                })
          }
        />
      )}
      <Box mt={2}>
        <Typography variant="body2">{t('tab.start.evidenceHint')}</Typography>
      </Box>
    </FormDialog>
  );
}
