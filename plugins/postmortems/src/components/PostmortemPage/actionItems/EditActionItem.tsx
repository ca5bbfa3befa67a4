import type { ActionItem } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useWords } from '../../shared/useWords';
import { FailureAlert } from '../../shared/failure/FailureAlert';
import { ConflictNote } from '../conflict/ConflictNote';
import {
  changesOf,
  fieldsOf,
  mergeFields,
  type ActionItemConflict,
} from './actionItemFields';
import { ActionItemForm } from './ActionItemForm';
import { conflictRow } from './conflictRow';
import { useActionItemChange } from './useActionItemChange';

/** Changes an action item. What is sent is what was changed, held against the version that stood there when it was opened. */
export function EditActionItem(props: { item: ActionItem; onClose(): void }) {
  const { item, onClose } = props;
  const { t } = useWords();
  const { patch, saving, failure } = useActionItemChange();
  // The page may learn of a newer version while somebody writes; what they saw stays what it was
  const [seen, setSeen] = useState(item);
  const [fields, setFields] = useState(() => fieldsOf(item));
  const [conflicts, setConflicts] = useState<ActionItemConflict[]>();
  const change = (part: Partial<typeof fields>) =>
    setFields(before => ({ ...before, ...part }));
  const save = async () => {
    const base = fieldsOf(seen);
    const changes = changesOf(base, fields);
    if (Object.keys(changes).length === 0) {
      onClose();
      return;
    }
    const outcome = await patch(seen, changes);
    if (outcome.status === 'saved') onClose();
    if (outcome.status === 'stale') {
      const { current } = outcome;
      const theirs = fieldsOf(current);
      setSeen(current);
      setConflicts(mergeFields({ base, yours: fields, theirs }).conflicts);
      setFields(typed => mergeFields({ base, yours: typed, theirs }).fields);
    }
  };
  const takeTheirs = ({ field, theirs }: ActionItemConflict) => {
    change({ [field]: theirs });
    const left = conflicts?.filter(one => one.field !== field);
    setConflicts(left && left.length > 0 ? left : undefined);
    // The button that was pressed is gone now
    document.getElementById(`${item.id}-${field}`)?.focus();
  };
  return (
    <ActionItemForm
      id={item.id}
      label={t('page.actionItem.editOf', { title: item.title })}
      fields={fields}
      saving={saving}
      onChange={change}
      onSave={save}
      onCancel={onClose}
    >
      {conflicts && (
        <ConflictNote
          rows={conflicts.map(conflict => ({
            ...conflictRow(conflict, t),
            onTakeTheirs: () => takeTheirs(conflict),
          }))}
        />
      )}
      <FailureAlert title={t('page.actionItem.failed')} error={failure} />
    </ActionItemForm>
  );
}
