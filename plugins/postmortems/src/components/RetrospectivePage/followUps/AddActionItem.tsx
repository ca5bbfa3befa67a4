import Button from '@material-ui/core/Button';
import AddIcon from '@material-ui/icons/Add';
import { useState } from 'react';
import { useWords } from '../../useWords';
import { ActionItemForm } from './ActionItemForm';
import { useActionItemChange } from './useActionItemChange';

/** A follow-up that people think of themselves. */
export function AddActionItem() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { create, saving, failure } = useActionItemChange();
  if (!open) {
    return (
      <Button
        size="small"
        startIcon={<AddIcon />}
        onClick={() => setOpen(true)}
      >
        {t('page.actionItem.add')}
      </Button>
    );
  }
  return (
    <ActionItemForm
      id="new-action-item"
      saving={saving}
      failure={failure}
      onCancel={() => setOpen(false)}
      onSave={async ({ owner, due, ...fields }) => {
        const saved = await create({
          ...fields,
          ...(owner && { owner }),
          ...(due && { dueAt: `${due}T12:00:00.000Z` }),
        });
        if (saved) setOpen(false);
      }}
    />
  );
}
