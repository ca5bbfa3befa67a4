import type { ActionItem } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ConflictNote } from '../conflict/ConflictNote';
import { mergeForms, type FieldConflict } from '../conflict/mergeForms';
import { actionItemConflictRow } from './actionItemConflictRow';
import { changesOf, fieldsOf, type ActionItemFields } from './actionItemFields';
import { ActionItemForm } from './ActionItemForm';
import { useActionItemChange } from './useActionItemChange';

type Conflict = FieldConflict<ActionItemFields>;

/**
 * Edits an action item. Sends changed fields only, with the version that the
 * writer saw.
 */
export function EditActionItem(props: { item: ActionItem; onClose(): void }) {
  const { item, onClose } = props;
  const { t } = useTranslation();
  const { patch, running, error } = useActionItemChange();
  // The base of the merge stays what the writer saw, even if the page reloads
  const [seen, setSeen] = useState(item);
  const form = useForm(() => fieldsOf(item));
  const [conflicts, setConflicts] = useState<Conflict[]>();
  const save = async () => {
    const base = fieldsOf(seen);
    const changes = changesOf(base, form.values);
    if (Object.keys(changes).length === 0) {
      onClose();
      return;
    }
    const outcome = await patch(seen, changes);
    if (outcome?.status === 'saved') onClose();
    if (outcome?.status === 'conflict') {
      const { current } = outcome;
      const theirs = fieldsOf(current);
      setSeen(current);
      setConflicts(mergeForms({ base, yours: form.values, theirs }).conflicts);
      // Somebody may have typed on in the meantime
      form.change(yours => mergeForms({ base, yours, theirs }).merged);
    }
  };
  const theirs = fieldsOf(seen);
  const takeTheirs = (conflict: Conflict) => {
    form.change({ [conflict.field]: theirs[conflict.field] });
    const left = conflicts?.filter(one => one !== conflict);
    setConflicts(left && left.length > 0 ? left : undefined);
    // The pressed button unmounts
    document.getElementById(`${item.id}-${conflict.field}`)?.focus();
  };
  return (
    <ActionItemForm
      id={item.id}
      label={t('page.actionItem.editOf', { title: item.title })}
      form={form}
      saving={running}
      onSave={save}
      onCancel={onClose}
    >
      {conflicts && (
        <ConflictNote
          rows={conflicts.map(conflict => ({
            ...actionItemConflictRow(conflict, theirs, form.values, t),
            onTakeTheirs: () => takeTheirs(conflict),
          }))}
        />
      )}
      <ErrorAlert title={t('page.actionItem.failed')} error={error} />
    </ActionItemForm>
  );
}
