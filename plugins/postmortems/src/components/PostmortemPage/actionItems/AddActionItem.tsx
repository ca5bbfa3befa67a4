import Button from '@material-ui/core/Button';
import AddIcon from '@material-ui/icons/Add';
import { useEffect, useState } from 'react';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { FocusedButton } from '../../shared/form/FocusedButton';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { EMPTY_ACTION_ITEM, endOfDay } from './actionItemFields';
import { ActionItemForm } from './ActionItemForm';
import { actionItemElementId } from './actionItemsOf';
import { useActionItemChange } from './useActionItemChange';

/** Adds an action item that nobody proposed. */
export function AddActionItem() {
  const { t } = useTranslation();
  const [state, setState] = useState<'closed' | 'open' | 'cancelled'>('closed');
  const form = useForm(() => EMPTY_ACTION_ITEM);
  const [addedId, setAddedId] = useState<string>();
  const { create, running, error } = useActionItemChange();
  useEffect(() => {
    if (addedId) document.getElementById(actionItemElementId(addedId))?.focus();
  }, [addedId]);
  if (state !== 'open') {
    // The focus returns to the button after Cancel, and to the new item after
    // Save
    const OpenButton = state === 'cancelled' ? FocusedButton : Button;
    return (
      <OpenButton
        size="small"
        variant="outlined"
        startIcon={<AddIcon />}
        onClick={() => {
          form.change(EMPTY_ACTION_ITEM);
          setState('open');
        }}
      >
        {t('page.actionItem.add')}
      </OpenButton>
    );
  }
  const save = async () => {
    const { owner, due, ...rest } = form.values;
    const item = await create({
      ...rest,
      ...(owner && { owner }),
      ...(due && { dueAt: endOfDay(due) }),
    });
    if (!item) return;
    setState('closed');
    setAddedId(item.id);
  };
  return (
    <ActionItemForm
      id="new-action-item"
      label={t('page.actionItem.add')}
      form={form}
      saving={running}
      onSave={save}
      onCancel={() => setState('cancelled')}
    >
      <ErrorAlert title={t('page.actionItem.failed')} error={error} />
    </ActionItemForm>
  );
}
