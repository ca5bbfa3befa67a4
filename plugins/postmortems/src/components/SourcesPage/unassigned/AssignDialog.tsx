import { useApi } from '@backstage/core-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import DialogContentText from '@material-ui/core/DialogContentText';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import type { UnassignedEvidence } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { useForm } from '../../shared/form/useForm';
import { countParams } from '../../shared/format/numbers';
import { useTranslation } from '../../shared/translation/useTranslation';

/** Asks for the incident that evidence belongs to, and adds it there. */
export function AssignDialog(props: {
  evidence: readonly UnassignedEvidence[];
  onAssigned(key: string, assigned: number): void;
  onClose(): void;
}) {
  const { evidence, onAssigned, onClose } = props;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const form = useForm(() => ({
    key: keyNamedBy(evidence),
    conversations: false,
  }));
  const { conversations } = form.values;
  const key = form.values.key.trim();
  const submit = async () => {
    const { assigned } = await api.assignEvidence(key, {
      ids: evidence.map(({ id }) => id),
      conversations,
    });
    onAssigned(key, assigned);
  };
  return (
    <FormDialog
      id="assign-evidence"
      title={t(
        'sources.unassignedList.assignTitle',
        countParams(evidence.length),
      )}
      failed={t('sources.unassignedList.assignFailed')}
      submit={t('sources.unassignedList.assign')}
      incomplete={key === ''}
      unsaved={form.isDirty}
      onSubmit={submit}
      onClose={onClose}
    >
      {evidence.some(({ restricted }) => restricted !== undefined) && (
        <DialogContentText variant="body2">
          {t('sources.unassignedList.becomesPrivate')}
        </DialogContentText>
      )}
      <FormField
        id="assign-evidence-key"
        label={t('sources.unassignedList.key')}
        inputRef={focusOnMount}
        required
        {...form.bind('key')}
      />
      {evidence.some(({ conversation }) => conversation !== undefined) && (
        <FormControlLabel
          label={t('sources.unassignedList.conversations')}
          control={
            <Checkbox
              color="primary"
              checked={conversations}
              onChange={(_, checked) => form.change({ conversations: checked })}
            />
          }
        />
      )}
    </FormDialog>
  );
}

/** The only key that the evidence names, if there is one. */
function keyNamedBy(evidence: readonly UnassignedEvidence[]): string {
  const keys = new Set(evidence.flatMap(({ incidentKeys }) => incidentKeys));
  const [key] = keys;
  return keys.size === 1 ? key : '';
}
