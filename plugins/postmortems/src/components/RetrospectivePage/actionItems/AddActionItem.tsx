import Button from '@material-ui/core/Button';
import AddIcon from '@material-ui/icons/Add';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../useWords';
import { FailureAlert } from '../../failure/FailureAlert';
import { EMPTY_ACTION_ITEM, endOfDay } from './actionItemFields';
import { ActionItemForm } from './ActionItemForm';
import { actionItemElementId } from './actionItemsOf';
import { useActionItemChange } from './useActionItemChange';

/** An action item that people think of themselves. */
export function AddActionItem() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [fields, setFields] = useState(EMPTY_ACTION_ITEM);
  const [returnTo, setReturnTo] = useState<'button' | { itemId: string }>();
  const button = useRef<HTMLButtonElement>(null);
  const { create, saving, failure } = useActionItemChange();
  useEffect(() => {
    if (returnTo === 'button') button.current?.focus();
    else if (returnTo) {
      document.getElementById(actionItemElementId(returnTo.itemId))?.focus();
    }
  }, [returnTo]);
  const close = (next: typeof returnTo) => {
    setOpen(false);
    setReturnTo(next);
  };
  if (!open) {
    return (
      <Button
        ref={button}
        size="small"
        variant="outlined"
        startIcon={<AddIcon />}
        onClick={() => {
          setFields(EMPTY_ACTION_ITEM);
          setReturnTo(undefined);
          setOpen(true);
        }}
      >
        {t('page.actionItem.add')}
      </Button>
    );
  }
  const save = async () => {
    const { owner, due, ...rest } = fields;
    const outcome = await create({
      ...rest,
      ...(owner && { owner }),
      ...(due && { dueAt: endOfDay(due) }),
    });
    if (outcome.status === 'saved') close({ itemId: outcome.item.id });
  };
  return (
    <ActionItemForm
      id="new-action-item"
      label={t('page.actionItem.add')}
      fields={fields}
      saving={saving}
      onChange={part => setFields(before => ({ ...before, ...part }))}
      onSave={save}
      onCancel={() => close('button')}
    >
      <FailureAlert title={t('page.actionItem.failed')} error={failure} />
    </ActionItemForm>
  );
}
