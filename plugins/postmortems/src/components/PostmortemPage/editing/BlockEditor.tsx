import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import type {
  Block,
  Claim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormField } from '../../shared/form/FormField';
import { SaveOrCancel } from '../../shared/form/SaveOrCancel';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { editedClaimOf, type EditedClaim } from './useBlockEdit';

/**
 * Edits a block claim by claim. Claims without text are removed. The selected
 * claim has the focus, and Ctrl+Enter saves. Unsaved drafts are kept.
 */
export function BlockEditor(props: {
  block: Block;
  claim: Claim;
  saving: boolean;
  onSave(claims: EditedClaim[]): void;
  onCancel(): void;
}) {
  const { block, claim: chosen, saving, onSave, onCancel } = props;
  const { t } = useTranslation();
  const { drafts } = usePostmortemContext();
  const [focusedIndex] = useState(() =>
    // Coming back to a draft must not move the focus
    drafts.has(block.id)
      ? undefined
      : block.claims.findIndex(({ id }) => id === chosen.id),
  );
  const [draft, setDraft] = useState(
    () => drafts.get(block.id) ?? block.claims.map(editedClaimOf),
  );
  const change = (index: number, part: Partial<EditedClaim>) => {
    const changed = draft.map((claim, at) =>
      at === index ? { ...claim, ...part } : claim,
    );
    drafts.set(block.id, changed);
    setDraft(changed);
  };
  const save = () => onSave(draft.filter(({ text }) => text.trim() !== ''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys work in each of its fields
    <form
      onSubmit={submit}
      onKeyDown={onKeyDown}
      aria-label={t('page.editing.edit')}
    >
      {draft.map((claim, index) => (
        // Edited claims have no ids
        // eslint-disable-next-line react/no-array-index-key
        <div key={index}>
          <FormField
            id={`edit-${block.id}-${index}`}
            label={t('page.editing.claim', { number: `${index + 1}` })}
            value={claim.text}
            onChange={text => change(index, { text })}
            inputRef={index === focusedIndex ? focusOnMount : undefined}
            multiline
            variant="outlined"
          />
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={claim.attest ?? false}
                onChange={event =>
                  change(index, { attest: event.target.checked })
                }
              />
            }
            label={t('page.editing.attest')}
          />
        </div>
      ))}
      <SaveOrCancel saving={saving} onCancel={onCancel} />
    </form>
  );
}
