import Button from '@material-ui/core/Button';
import AddIcon from '@material-ui/icons/Add';
import { useEffect, useState } from 'react';
import { FailureAlert } from '../../shared/failure/FailureAlert';
import { FocusedButton } from '../../shared/form/FocusedButton';
import { useWords } from '../../shared/useWords';
import { EMPTY_ACTION_ITEM, endOfDay } from './actionItemFields';
import { ActionItemForm } from './ActionItemForm';
import { actionItemElementId } from './actionItemsOf';
import { useActionItemChange } from './useActionItemChange';

/** An action item that people think of themselves. */
export function AddActionItem() {
  const { t } = useWords();
  const [state, setState] = useState<'closed' | 'open' | 'cancelled'>('closed');
  const [fields, setFields] = useState(EMPTY_ACTION_ITEM);
  const [addedId, setAddedId] = useState<string>();
  const { create, saving, failure } = useActionItemChange();
  useEffect(() => {
    if (addedId) document.getElementById(actionItemElementId(addedId))?.focus();
  }, [addedId]);
  if (state !== 'open') {
    // Whoever cancels goes on at the button; whoever adds an item, at the item
    const OpenButton = state === 'cancelled' ? FocusedButton : Button;
    return (
      <OpenButton
        size="small"
        variant="outlined"
        startIcon={<AddIcon />}
        onClick={() => {
          setFields(EMPTY_ACTION_ITEM);
          setState('open');
        }}
      >
        {t('page.actionItem.add')}
      </OpenButton>
    );
  }
  const save = async () => {
    const { owner, due, ...rest } = fields;
    const outcome = await create({
      ...rest,
      ...(owner && { owner }),
      ...(due && { dueAt: endOfDay(due) }),
    });
    if (outcome.status !== 'saved') return;
    setState('closed');
    setAddedId(outcome.item.id);
  };
  return (
    <ActionItemForm
      id="new-action-item"
      label={t('page.actionItem.add')}
      fields={fields}
      saving={saving}
      onChange={part => setFields(before => ({ ...before, ...part }))}
      onSave={save}
      onCancel={() => setState('cancelled')}
    >
      <FailureAlert title={t('page.actionItem.failed')} error={failure} />
    </ActionItemForm>
  );
}
